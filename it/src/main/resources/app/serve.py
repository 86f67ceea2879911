"""A small service: answers with its version and process; goes on for a while when told to end."""
import http.server
import os
import signal
import sys
import threading


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"{os.environ.get('VERSION', '1')} {os.getpid()}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer((os.environ["HOST"], int(os.environ["PORT0"])), Answer)
signal.signal(signal.SIGTERM, lambda *_: threading.Timer(2, os._exit, [0]).start())
print("serving", os.environ.get("VERSION", "1"), flush=True)
server.serve_forever()
