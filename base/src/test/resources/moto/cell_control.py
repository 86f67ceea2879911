"""What the tests steer: faults, failing resources, held instances; and what they ask afterwards."""

import io
import json
import re
import threading
from collections import Counter
from urllib.parse import parse_qs, unquote
from xml.sax.saxutils import escape

# One request at a time, and never while a stack's worker changes something: moto is not thread safe.
LOCK = threading.RLock()

FAILING = {}
FAILING_DELETES = {}
SIGNALS = []
FAULTS = []
CALLS = Counter()
SWITCHES = {"hold-terminating": False, "await-signals": False, "hold-stacks": False}


def _set_failing(table, request):
    """{"logicalId", "reason"}; without a reason, or with "off", the resource works again."""
    logical_id = request["logicalId"]
    if request.get("reason") and not request.get("off"):
        table[logical_id] = request["reason"]
    else:
        table.pop(logical_id, None)


def _answer(path, method, body):
    request = json.loads(body) if body else {}
    name = path.removeprefix("/cell-test/")
    if name == "fail-resource":
        _set_failing(FAILING, request)
    elif name == "delete-fails":
        _set_failing(FAILING_DELETES, request)
    elif name in SWITCHES:
        SWITCHES[name] = bool(request["on"])
    elif name == "faults":
        FAULTS.append({"times": 1, "status": 400, **request})
    elif name == "faults/reset":
        FAULTS.clear()
    elif name == "calls/reset":
        CALLS.clear()
    elif name == "calls":
        return dict(CALLS)
    elif name == "signals":
        return SIGNALS
    else:
        return None
    return {}


def _body(environ):
    """The request's body, left in place for whoever reads it next."""
    length = environ.get("CONTENT_LENGTH") or ""
    if not length.isdigit():
        return b""
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def _s3_action(environ):
    """S3 names no action in a request: it follows from the method, the path and the query."""
    method = environ["REQUEST_METHOD"]
    query = environ.get("QUERY_STRING", "")
    keys = parse_qs(query, keep_blank_values=True)
    parts = environ.get("PATH_INFO", "/").lstrip("/").split("/", 1)
    has_key = len(parts) > 1 and parts[1] != ""
    if parts[0] == "":
        return "ListBuckets"
    if has_key:
        if "uploads" in keys or "uploadId" in keys:
            return "MultipartUpload"
        if method == "PUT" and "HTTP_X_AMZ_COPY_SOURCE" in environ:
            return "CopyObject"
        return {"POST": "PostObject"}.get(method, method.capitalize() + "Object")
    if "delete" in keys and method == "POST":
        return "DeleteObjects"
    if "versions" in keys:
        return "ListObjectVersions"
    if "list-type" in keys:
        return "ListObjectsV2"
    settings = {
        "policy": "BucketPolicy", "versioning": "BucketVersioning", "encryption": "BucketEncryption",
        "tagging": "BucketTagging", "publicAccessBlock": "PublicAccessBlock", "location": "BucketLocation",
        "ownershipControls": "BucketOwnershipControls", "lifecycle": "BucketLifecycleConfiguration",
        "policyStatus": "BucketPolicyStatus",
    }
    for key, name in settings.items():
        if key in keys:
            return method.capitalize() + name
    return {"PUT": "CreateBucket", "DELETE": "DeleteBucket", "HEAD": "HeadBucket"}.get(method, "ListObjects")


def _call(environ):
    """(service, action) of an API call, or None for anything else."""
    match = re.search(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/aws4_request", environ.get("HTTP_AUTHORIZATION", ""))
    if not match:
        return None
    service = match.group(1)
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return service, target.rsplit(".", 1)[-1]
    if service == "s3":
        return service, _s3_action(environ)
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        form = parse_qs(_body(environ).decode())
        if "Action" in form:
            return service, form["Action"][0]
    return service, environ["REQUEST_METHOD"] + " " + environ.get("PATH_INFO", "/")


def _fault_of(service, action):
    for fault in FAULTS:
        wanted = fault["action"]
        if wanted in ("*", action, service + ":" + action):
            fault["times"] -= 1
            if fault["times"] <= 0:
                FAULTS.remove(fault)
            return fault
    return None


def _error_body(service, fault):
    """The error in the protocol of its service."""
    code = escape(fault["code"])
    message = escape(fault.get("message", "injected by the test"))
    who = "Sender" if fault["status"] < 500 else "Receiver"
    if service == "s3":
        return "application/xml", f"<Error><Code>{code}</Code><Message>{message}</Message><RequestId>0</RequestId></Error>"
    if service == "ec2":
        return "text/xml", f"<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><RequestID>0</RequestID></Response>"
    if service in ("cloudformation", "autoscaling", "elasticloadbalancing", "iam", "sts", "route53"):
        return "text/xml", f"<ErrorResponse><Error><Type>{who}</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>0</RequestId></ErrorResponse>"
    return "application/x-amz-json-1.1", json.dumps({"__type": fault["code"], "message": fault.get("message", "injected by the test")})


class Control:
    """The web application in front of moto's own."""

    def __init__(self, moto):
        self._moto = moto

    def __call__(self, environ, start_response):
        path = unquote(environ.get("PATH_INFO", "/"))
        if path.startswith("/cell-test/"):
            return self._control(path, environ, start_response)
        call = _call(environ)
        if not call:
            with LOCK:
                return self._moto(environ, start_response)
        # Read before the lock is taken: a slow upload must not stop everybody else.
        _body(environ)
        with LOCK:
            CALLS[":".join(call)] += 1
            fault = _fault_of(*call)
            if fault is None:
                return self._moto(environ, start_response)
        content_type, text = _error_body(call[0], fault)
        return self._send(start_response, f"{fault['status']} Injected", content_type, text)

    def _control(self, path, environ, start_response):
        with LOCK:
            answer = _answer(path, environ["REQUEST_METHOD"], _body(environ))
            text = json.dumps(answer)
        status = "404 Not Found" if answer is None else "200 OK"
        return self._send(start_response, status, "application/json", text)

    @staticmethod
    def _send(start_response, status, content_type, text):
        data = text.encode()
        start_response(status, [("Content-Type", content_type), ("Content-Length", str(len(data)))])
        return [data]


def install():
    """Puts the control endpoints in front of moto's server."""
    import moto.server

    dispatcher = moto.server.DomainDispatcherApplication
    moto.server.DomainDispatcherApplication = lambda create: Control(dispatcher(create))
