"""A stack's operations: each runs in a thread, one resource after another, with events; nested stacks,
rollback, deletion and updates as CloudFormation does them.

moto does all of this within the API call, with two events a stack, without rollback, and leaves a stack
that failed in CREATE_IN_PROGRESS.
"""

import copy
import threading
import time
import traceback
from urllib.parse import urlparse

from moto.cloudformation import models
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.utils import generate_stack_id, random_suffix
from moto.core.utils import utcnow
from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition

import cell_resources
from cell_control import FAILING, FAILING_DELETES, LOCK, SIGNALS, SWITCHES
from cell_template import clean_json, references
from cell_types import Place

NESTED = "AWS::CloudFormation::Stack"


class Failure(Exception):
    """An operation on a stack failed; the reason is the stack's status reason."""


class Record:
    """One resource of a stack, as it was made."""

    def __init__(self, logical_id, kind):
        self.logical_id, self.kind = logical_id, kind
        self.resource, self.properties = None, {}
        self.status, self.reason, self.timestamp = None, None, utcnow()

    @property
    def physical_id(self):
        return getattr(self.resource, "physical_resource_id", None) or ""


# --- looking at templates ------------------------------------------------------------


def wanted(stack):
    """The template's resources whose condition holds, each with what it depends on; in order."""
    every = stack.template_dict["Resources"]
    conditions = stack.resource_map.lazy_condition_map
    chosen = {k: v for k, v in every.items() if "Condition" not in v or conditions[v["Condition"]]}
    depends = {}
    for logical_id, body in chosen.items():
        on = body.get("DependsOn", [])
        on = {on} if isinstance(on, str) else set(on)
        depends[logical_id] = (references(body.get("Properties", {})) | on) & set(chosen) - {logical_id}
    order, seen = [], set()

    def visit(logical_id, path):
        if logical_id in path:
            raise ValidationError(message=f"Circular dependency between resources: [{', '.join(path)}]")
        if logical_id not in seen:
            for other in sorted(depends[logical_id], key=list(chosen).index):
                visit(other, path + [logical_id])
            seen.add(logical_id)
            order.append(logical_id)

    for logical_id in chosen:
        visit(logical_id, [])
    return order, depends, chosen


def fetch(url, stack):
    """A template from the bucket. moto reads path style addresses only on "localhost"."""
    parts = urlparse(url)
    path = parts.path.lstrip("/")
    if ".s3" in parts.netloc:
        bucket, key = parts.netloc.split(".s3")[0], path
    else:
        bucket, _, key = path.partition("/")
    try:
        found = s3_backends[stack.account_id][get_partition(stack.region_name)].get_object(bucket, key)
    except Exception as e:
        raise ValidationError(message=f"S3 error: {reason_of(e)}")
    if found is None:
        raise ValidationError(message="S3 error: The specified key does not exist.")
    return found.value.decode()


def nested_parameters(properties):
    def text(value):
        if isinstance(value, list):
            return ",".join(text(item) for item in value)
        return str(value).lower() if isinstance(value, bool) else str(value)

    return {key: text(value) for key, value in properties.get("Parameters", {}).items()}


def nested_tags(stack, properties):
    """A nested stack has its parent's tags, and its own."""
    return {**stack.tags, **{tag["Key"]: tag["Value"] for tag in properties.get("Tags", [])}}


def reason_of(error):
    return str(getattr(error, "message", None) or getattr(error, "description", None) or error or type(error).__name__)


# --- events ------------------------------------------------------------------------------------------------


def add_event(stack, record, status, reason=None):
    """An event about the stack itself (record None) or about one of its resources."""
    event = models.Event(
        stack_id=stack.stack_id, stack_name=stack.name,
        logical_resource_id=record.logical_id if record else stack.name,
        physical_resource_id=record.physical_id if record else stack.stack_id,
        resource_type=record.kind if record else NESTED,
        resource_status=status, resource_status_reason=reason, resource_properties=None)
    event.event_id = f"{record.logical_id}-{status}-{event.event_id}" if record else str(event.event_id)
    event.client_request_token = stack.token
    stack.events.append(event)
    if record:
        record.status, record.reason, record.timestamp = status, reason, event.timestamp
    else:
        stack.status, stack.stack_status_reason = status, reason


# --- creation ----------------------------------------------------------------------------------------------


def create_all(stack):
    """Creates what the template wants; raises Failure after the events of what failed."""
    order, _, bodies = wanted(stack)
    for position, logical_id in enumerate(order):
        pause(stack)
        record = Record(logical_id, bodies[logical_id]["Type"])
        try:
            create_one(stack, record, bodies[logical_id])
        except Exception as e:
            with LOCK:
                stack.records.setdefault(logical_id, record)
                add_event(stack, record, "CREATE_FAILED", reason_of(e))
                cancel_next(stack, order[position + 1:], bodies)
            raise Failure(f"The following resource(s) failed to create: [{logical_id}]. ") from e


def cancel_next(stack, order, bodies):
    """AWS works on several resources at once: when one fails, the others are cancelled."""
    for logical_id in order[:1]:
        record = Record(logical_id, bodies[logical_id]["Type"])
        add_event(stack, record, "CREATE_IN_PROGRESS")
        add_event(stack, record, "CREATE_FAILED", "Resource creation cancelled")


def pause(stack):
    while SWITCHES["hold-stacks"] and not stack.cancelled:
        time.sleep(0.02)
    if stack.cancelled:
        raise Failure("User Initiated")


def create_one(stack, record, body):
    with LOCK:
        add_event(stack, record, "CREATE_IN_PROGRESS")
        properties = clean_json(copy.deepcopy(body.get("Properties", {})), stack.resource_map)
        record.properties = copy.deepcopy(properties)
        if record.logical_id in FAILING:
            raise Failure(FAILING[record.logical_id])
    if record.kind == NESTED:
        create_nested(stack, record, properties)
    else:
        with LOCK:
            place = Place(stack)
            record.resource = cell_resources.of(record.kind).create(place, record.logical_id, properties)
            keep(stack, record)
            add_event(stack, record, "CREATE_IN_PROGRESS", "Resource creation Initiated")
        await_signals(stack, record, body)
    with LOCK:
        add_event(stack, record, "CREATE_COMPLETE")


def keep(stack, record):
    stack.records[record.logical_id] = record
    if not hasattr(record.resource, "logical_resource_id"):
        try:
            record.resource.logical_resource_id = record.logical_id
        except AttributeError:
            pass
    stack.resource_map._parsed_resources[record.logical_id] = record.resource


def create_nested(stack, record, properties):
    with LOCK:
        backend = models.cloudformation_backends[stack.account_id][stack.region_name]
        template = fetch(properties["TemplateURL"], stack)
        name = f"{stack.name}-{record.logical_id}-{random_suffix()}"
        nested = new_stack(
            backend, name, template, nested_parameters(properties),
            tags=nested_tags(stack, properties))
        nested.parent_id, nested.root_id = stack.stack_id, stack.root_id or stack.stack_id
        nested.disable_rollback = stack.disable_rollback
        backend.stacks[nested.stack_id] = nested
        record.resource = nested
        keep(stack, record)
        add_event(stack, record, "CREATE_IN_PROGRESS", "Resource creation Initiated")
        add_event(nested, None, "CREATE_IN_PROGRESS", "User Initiated")
    try:
        create_all(nested)
    except Failure as e:
        with LOCK:
            add_event(nested, None, "CREATE_FAILED", str(e))
        raise Failure(f"Embedded stack {nested.stack_id} was not successfully created: {e}") from e
    with LOCK:
        finish(nested, "CREATE_COMPLETE")


def await_signals(stack, record, body):
    """While the test wants it (await-signals), a CreationPolicy waits for its signals as on AWS."""
    policy = (body.get("CreationPolicy") or {}).get("ResourceSignal")
    if policy is not None and SWITCHES["await-signals"]:
        with LOCK:
            count = int(clean_json(copy.deepcopy(policy.get("Count", 1)), stack.resource_map))
        collect_signals(stack, record, count, "CREATE_IN_PROGRESS")


def collect_signals(stack, record, count, status, among=None):
    """Waits for that many SUCCESS signals, of the given instances if any are given; a FAILURE ends it."""
    seen = set()
    while SWITCHES["await-signals"] and len(seen) < count:
        for signal in list(SIGNALS):
            unique_id = signal["uniqueId"]
            if signal["stack"] != stack.name or signal["resource"] != record.logical_id or unique_id in seen:
                continue
            if among is not None and unique_id not in among:
                continue
            if signal["status"] == "FAILURE":
                raise Failure(f"Received 1 FAILURE signal(s) out of {count}. Unable to satisfy 100%"
                              " MinSuccessfulInstancesPercent requirement")
            seen.add(unique_id)
            with LOCK:
                add_event(stack, record, status, f"Received SUCCESS signal with UniqueId {unique_id}")
        if stack.cancelled:
            raise Failure("Resource creation cancelled")
        time.sleep(0.02)


def finish(stack, status, reason=None):
    stack.output_map = stack._create_output_map()
    stack.final_outputs = [o for o in (stack.output_map[key] for key in stack.output_map.outputs) if o]
    add_event(stack, None, status, reason)


def run_create(stack):
    """The whole creation of a root stack, with what follows its failure."""
    try:
        create_all(stack)
        with LOCK:
            finish(stack, "CREATE_COMPLETE")
    except Failure as e:
        if stack.cancelled:
            return
        if stack.disable_rollback:
            with LOCK:
                add_event(stack, None, "CREATE_FAILED", str(e))
            return
        with LOCK:
            what = "DELETE" if stack.on_failure == "DELETE" else "ROLLBACK"
            add_event(stack, None, f"{what}_IN_PROGRESS", f"{e}{'Rollback' if what == 'ROLLBACK' else 'Delete'} requested by user.")
        try:
            delete_all(stack)
        except Failure as inner:
            with LOCK:
                add_event(stack, None, f"{what}_FAILED", str(inner))
            return
        with LOCK:
            add_event(stack, None, f"{what}_COMPLETE")
            if what == "DELETE":
                forget(stack)


# --- deletion ----------------------------------------------------------------------------------------------


def delete_all(stack):
    """Deletes in reverse order; what a resource that stays depends on stays too."""
    order, depends, bodies = wanted(stack)
    left_over = [k for k in stack.records if k not in order]
    stuck, failed = set(), []
    for logical_id in left_over + order[::-1]:
        record = stack.records.get(logical_id)
        if record is None or logical_id in stuck:
            stuck |= depends.get(logical_id, set()) if logical_id in stuck else set()
            continue
        try:
            delete_one(stack, record, bodies.get(logical_id, {}))
        except Exception as e:
            with LOCK:
                add_event(stack, record, "DELETE_FAILED", reason_of(e))
            failed.append(logical_id)
            stuck |= depends.get(logical_id, set())
    if failed:
        raise Failure(f"The following resource(s) failed to delete: [{', '.join(failed)}]. ")


def delete_one(stack, record, body):
    with LOCK:
        if body.get("DeletionPolicy") == "Retain":
            add_event(stack, record, "DELETE_SKIPPED")
        elif record.resource is not None:
            add_event(stack, record, "DELETE_IN_PROGRESS")
            if record.logical_id in FAILING_DELETES:
                raise Failure(FAILING_DELETES[record.logical_id])
    if body.get("DeletionPolicy") != "Retain" and record.resource is not None:
        if record.kind == NESTED:
            delete_nested(record.resource)
        else:
            with LOCK:
                cell_resources.of(record.kind).delete(Place(stack), record.resource, record.properties)
        with LOCK:
            add_event(stack, record, "DELETE_COMPLETE")
    with LOCK:
        del stack.records[record.logical_id]
        stack.resource_map._parsed_resources.pop(record.logical_id, None)


def delete_nested(nested):
    with LOCK:
        add_event(nested, None, "DELETE_IN_PROGRESS", "User Initiated")
    try:
        delete_all(nested)
    except Failure as e:
        with LOCK:
            add_event(nested, None, "DELETE_FAILED", str(e))
        raise Failure(f"Embedded stack {nested.stack_id} was not successfully deleted: {e}") from e
    with LOCK:
        add_event(nested, None, "DELETE_COMPLETE")
        forget(nested)


def run_delete(stack):
    try:
        delete_all(stack)
    except Failure as e:
        with LOCK:
            add_event(stack, None, "DELETE_FAILED", str(e))
        return
    with LOCK:
        add_event(stack, None, "DELETE_COMPLETE")
        forget(stack)


def forget(stack):
    backend = models.cloudformation_backends[stack.account_id][stack.region_name]
    backend.stacks.pop(stack.stack_id, None)
    backend.deleted_stacks[stack.stack_id] = stack
    stack.deletion_time = utcnow()


# --- threads --------------------------------------------------------------------------


def work(stack, operation, *arguments):
    """Runs an operation after whatever the stack is busy with."""

    def run():
        with stack.busy:
            stack.cancelled = False
            try:
                operation(stack, *arguments)
            except Exception:
                traceback.print_exc()

    threading.Thread(target=run, name=f"stack {stack.name}", daemon=True).start()


def new_stack(backend, name, template, parameters, tags=None):
    return models.Stack(
        stack_id=generate_stack_id(name, backend.region_name, backend.account_id), name=name, template=template,
        parameters=parameters, account_id=backend.account_id, region_name=backend.region_name, tags=tags)
