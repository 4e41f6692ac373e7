// Messages to a bounce address: status notifications (RFC 3464) and others.

/** A delivery status notification with these fields of the message and of its recipients. */
export function notification(from: string, status: string, report = 'delivery-status'): Buffer {
  return mail(
    `From: ${from}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=${report}; boundary="b"`,
    `--b
Content-Type: text/plain; charset=utf-8

This is the mail system. I'm sorry to have to inform you …

--b
Content-Description: Delivery report
Content-Type: message/${report}
Content-Transfer-Encoding: 8bit

${status}

--b
Content-Type: message/rfc822

Message-ID: <a@onegov.invalid>
Subject: Action needed

The notice.
--b--`,
  );
}

/** A message with these headers and this body. */
export function mail(headers: string, body: string): Buffer {
  return Buffer.from(`${headers}\nMIME-Version: 1.0\n\n${body}\n`.replaceAll('\n', '\r\n'));
}
