"""A mail server that keeps what it takes, one file a message, and answers RCPT by the name in the address."""
import itertools
import os
import socketserver
import sys

host, folder = sys.argv[1:3]
answers = {
    "gone": "550 5.1.1 No mailbox here by that name",
    "full": "552 5.2.2 The mailbox is full",
    "policy": "550 5.7.26 The sender's domain has neither SPF nor DKIM",
    "later": "451 4.2.1 The mailbox is resting",
}
numbers = itertools.count(1)


class Session(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 hop.example ESMTP")
        sender, recipients = "", []
        for line in self.rfile:
            text = line.decode(errors="replace").rstrip()
            print(text, flush=True)
            verb = text[:4].upper()
            if verb == "EHLO":
                self.say("250-hop.example\r\n250-DSN\r\n250-SMTPUTF8\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES")
            elif verb == "MAIL":
                sender, recipients = text, []
                self.say("250 2.1.0 Ok")
            elif verb == "RCPT":
                address = text[text.index("<") + 1 : text.index(">")]
                name = address.split("@")[0].split("+")[0].lower()
                if name not in answers:
                    recipients.append(address)
                self.say(answers.get(name, "250 2.1.5 Ok"))
            elif verb == "DATA" and recipients:
                self.say("354 Go on")
                self.keep(sender, recipients)
                self.say("250 2.0.0 Taken")
            elif verb == "DATA":
                self.say("554 5.5.1 No recipients")
            elif verb == "QUIT":
                self.say("221 2.0.0 Bye")
                return
            else:
                self.say("250 2.0.0 Ok")

    def keep(self, sender, recipients):
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b"..") else line)
        envelope = [f"X-Envelope-From: {sender}\r\n", *(f"X-Envelope-To: {to}\r\n" for to in recipients)]
        name = os.path.join(folder, f"{next(numbers)}.eml")
        with open(name + ".part", "wb") as file:
            file.write("".join(envelope).encode() + b"".join(lines))
        os.rename(name + ".part", name)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


with Server((host, 25), Session) as server:
    print("ready", flush=True)
    server.serve_forever()
