"""Hands one message to a mail server: hand_over.py ADDRESS RECIPIENT [NOTIFY] [HEADERS]."""
import smtplib
import sys

address, recipient, notify, headers = (sys.argv[1:] + ["", ""])[:4]
host, _, port = address.partition(":")
original = recipient.replace("+", "+2B")  # xtext (RFC 3461, 4)
options = [f"ORCPT=rfc822;{original}"] + ([f"NOTIFY={notify}"] if notify else [])
message = f"""From: notices@sender.example
To: {recipient}
Subject: A notice
Message-ID: <notice@sender.example>
Date: Fri, 27 Nov 2026 09:00:00 -0500
{headers.strip()}
"""
with smtplib.SMTP(host, int(port or 25), local_hostname="sender.example") as server:
    server.ehlo()
    server.sendmail(
        "notices@sender.example",
        [recipient],
        "\r\n".join(line for line in message.splitlines() if line) + "\r\n\r\nIt ends soon.\r\n",
        ["RET=HDRS"],
        options,
    )
