"""CloudFormation's own work: a stack's operations run in a thread, one resource after another, with
events; nested stacks, rollback, deletion and updates as AWS does them.

moto does all of this within the API call, with two events a stack, without rollback, and leaves a stack
that failed in CREATE_IN_PROGRESS.
"""

import copy
import threading
import time
from urllib.parse import urlparse

from moto.cloudformation import models, parsing, responses
from moto.cloudformation.exceptions import AlreadyExistsException, CloudFormationError, ValidationError
from moto.cloudformation.utils import generate_stack_id, random_suffix
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition

import cell_changes
import cell_resources
from cell_control import FAILING, FAILING_DELETES, LOCK, SIGNALS, SWITCHES
from cell_template import clean_json

NESTED = "AWS::CloudFormation::Stack"


class Failure(Exception):
    """An operation on a stack failed; the reason is the stack's status reason."""


class InsufficientCapabilities(CloudFormationError):
    code = "InsufficientCapabilitiesException"


class Record:
    """One resource of a stack, as it was made."""

    def __init__(self, logical_id, kind):
        self.logical_id, self.kind = logical_id, kind
        self.resource, self.properties = None, {}
        self.status, self.reason, self.timestamp = None, None, utcnow()

    @property
    def physical_id(self):
        return getattr(self.resource, "physical_resource_id", None) or ""


# --- looking at templates -------------------------------------------------------------------------------


def references(value):
    """Every logical id that a part of a template refers to."""
    found = set()
    if isinstance(value, list):
        for item in value:
            found |= references(item)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "Ref":
                found.add(inner)
            elif key == "Fn::GetAtt":
                found.add(inner.split(".")[0] if isinstance(inner, str) else inner[0])
            elif key == "Fn::Sub":
                text = inner if isinstance(inner, str) else inner[0]
                found |= {part.split("}")[0].split(".")[0] for part in text.split("${")[1:]}
                found |= references(inner[1]) if isinstance(inner, list) else set()
            else:
                found |= references(inner)
    return found


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
            place = cell_resources.Place(stack)
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
            tags={**stack.tags, **{t["Key"]: t["Value"] for t in properties.get("Tags", [])}})
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
    wanted_signals = ((body.get("CreationPolicy") or {}).get("ResourceSignal") or {}).get("Count", 1)
    if "CreationPolicy" not in body or not SWITCHES["await-signals"]:
        return
    with LOCK:
        count = int(clean_json(copy.deepcopy(wanted_signals), stack.resource_map))
    while SWITCHES["await-signals"]:
        mine = [s for s in list(SIGNALS) if s["stack"] in (stack.name, stack.stack_id) and s["resource"] == record.logical_id]
        failed = [s for s in mine if s["status"] == "FAILURE"]
        if failed:
            raise Failure(f"Received {len(failed)} FAILURE signal(s) out of {count}. Unable to satisfy 100% MinSuccessfulInstancesPercent requirement")
        if len({s["uniqueId"] for s in mine}) >= count:
            return
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
                cell_resources.of(record.kind).delete(cell_resources.Place(stack), record.resource, record.properties)
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


# --- update ------------------------------------------------------------------------------------------------


def retarget(stack, template, parameters, tags):
    """Gives the stack another template and parameters; its resources stay what they are."""
    stack.template, stack.parameters = template, dict(parameters)
    stack._parse_template()
    if tags is not None:
        stack.tags = dict(tags)
    made = stack.resource_map._parsed_resources
    stack.resource_map = stack._create_resource_map()
    for logical_id in stack.records:
        stack.resource_map._parsed_resources[logical_id] = made[logical_id]


def update_all(stack):
    """Creates, changes and finally removes; raises Failure."""
    order, _, bodies = wanted(stack)
    for logical_id in order:
        pause(stack)
        body, record = bodies[logical_id], stack.records.get(logical_id)
        action = "UPDATE"
        try:
            if record is None or record.resource is None:
                action, record = "CREATE", Record(logical_id, body["Type"])
                create_one(stack, record, body)
            else:
                update_one(stack, record, body)
        except Exception as e:
            with LOCK:
                add_event(stack, record, f"{action}_FAILED", reason_of(e))
            verb = "create" if action == "CREATE" else "update"
            raise Failure(f"The following resource(s) failed to {verb}: [{logical_id}]. ") from e


def update_one(stack, record, body):
    with LOCK:
        properties = clean_json(copy.deepcopy(body.get("Properties", {})), stack.resource_map)
        if record.kind != NESTED and properties == record.properties:
            return
        add_event(stack, record, "UPDATE_IN_PROGRESS")
        if record.logical_id in FAILING:
            raise Failure(FAILING[record.logical_id])
    if record.kind == NESTED:
        update_nested(stack, record.resource, properties)
        record.properties = properties
    else:
        with LOCK:
            update_plain(stack, record, properties)
    with LOCK:
        add_event(stack, record, "UPDATE_COMPLETE")


def update_plain(stack, record, properties):
    kind, place = cell_resources.of(record.kind), cell_resources.Place(stack)
    changed = cell_changes.changed_keys(record.properties, properties)
    if changed & cell_resources.REPLACED_BY.get(record.kind, set()):
        add_event(stack, record, "UPDATE_IN_PROGRESS", "Requested update requires the creation of a new physical resource; hence creating one.")
        old, old_properties = record.resource, record.properties
        record.resource = kind.create(place, record.logical_id, copy.deepcopy(properties))
        stack.to_clean.append((Record(record.logical_id, record.kind), old, old_properties))
    else:
        record.resource = kind.update(place, record.logical_id, record.resource, copy.deepcopy(properties))
    record.properties = copy.deepcopy(properties)
    keep(stack, record)


def update_nested(stack, nested, properties):
    with LOCK:
        before = (nested.template, nested.parameters, nested.tags)
        tags = {**stack.tags, **{t["Key"]: t["Value"] for t in properties.get("Tags", [])}}
        retarget(nested, fetch(properties["TemplateURL"], stack), nested_parameters(properties), tags)
        add_event(nested, None, "UPDATE_IN_PROGRESS", "User Initiated")
    nested.before = before
    try:
        update_all(nested)
    except Failure as e:
        with LOCK:
            add_event(nested, None, "UPDATE_FAILED", str(e))
        raise Failure(f"Embedded stack {nested.stack_id} was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: {e}") from e
    clean_up(nested)
    with LOCK:
        nested.last_updated_time = utcnow()
        finish(nested, "UPDATE_COMPLETE")


def clean_up(stack):
    """What was replaced and what the template does not want any more goes last."""
    with LOCK:
        _, _, bodies = wanted(stack)
        for record, resource, properties in stack.to_clean:
            record.resource, record.properties = resource, properties
            add_event(stack, record, "DELETE_IN_PROGRESS")
            cell_resources.of(record.kind).delete(cell_resources.Place(stack), resource, properties)
            add_event(stack, record, "DELETE_COMPLETE")
        stack.to_clean = []
        unwanted = [r for k, r in stack.records.items() if k not in bodies]
    for record in unwanted[::-1]:
        delete_one(stack, record, {})


def run_update(stack, template, parameters, tags):
    before = (stack.template, stack.parameters, stack.tags)
    with LOCK:
        retarget(stack, template, parameters, tags)
    try:
        update_all(stack)
        with LOCK:
            add_event(stack, None, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
        clean_up(stack)
        with LOCK:
            stack.last_updated_time = utcnow()
            finish(stack, "UPDATE_COMPLETE")
    except Failure as e:
        if stack.cancelled:
            return
        if stack.disable_rollback:
            with LOCK:
                add_event(stack, None, "UPDATE_FAILED", str(e))
            return
        roll_back_update(stack, before, str(e))


def roll_back_update(stack, before, reason):
    with LOCK:
        add_event(stack, None, "UPDATE_ROLLBACK_IN_PROGRESS", reason)
        failing = dict(FAILING)
        FAILING.clear()
        retarget(stack, *before)
    try:
        update_all(stack)
        clean_up(stack)
        with LOCK:
            finish(stack, "UPDATE_ROLLBACK_COMPLETE")
    except Failure as e:
        with LOCK:
            add_event(stack, None, "UPDATE_ROLLBACK_FAILED", str(e))
    finally:
        with LOCK:
            FAILING.update(failing)


# --- the API -----------------------------------------------------------------------------------------------


def work(stack, operation, *arguments):
    """Runs an operation after whatever the stack is busy with."""

    def run():
        with stack.busy:
            stack.cancelled = False
            try:
                operation(stack, *arguments)
            except Exception:
                import traceback

                traceback.print_exc()

    threading.Thread(target=run, name=f"stack {stack.name}", daemon=True).start()


def new_stack(backend, name, template, parameters, tags=None):
    return models.Stack(
        stack_id=generate_stack_id(name, backend.region_name, backend.account_id), name=name, template=template,
        parameters=parameters, account_id=backend.account_id, region_name=backend.region_name, tags=tags)


def initialize(self, *arguments, **named):
    """What a stack of ours remembers beyond moto's."""
    self.records, self.to_clean, self.final_outputs = {}, [], []
    self.parent_id = self.root_id = self.token = self.stack_status_reason = None
    self.deletion_time = self.last_updated_time = None
    self.on_failure, self.cancelled, self.busy = "ROLLBACK", False, threading.Lock()
    _moto_init(self, *arguments, **named)


_moto_init = models.Stack.__init__


def find(backend, name):
    for stack in backend.stacks.values():
        if name in (stack.name, stack.stack_id):
            return stack
    return None


def existing(backend, name):
    stack = find(backend, name)
    if stack is None:
        raise ValidationError(message=f"Stack [{name}] does not exist")
    return stack


def check_capabilities(response, template):
    """moto creates IAM resources without being told that it may."""
    named = {"RoleName", "InstanceProfileName", "UserName", "PolicyName", "GroupName"}
    iam = [r for r in models.Stack.parse_template(template).get("Resources", {}).values() if r["Type"].startswith("AWS::IAM::")]
    given = set(response._get_param("Capabilities", []))
    needs_name = any(named & set(r.get("Properties", {})) - {"PolicyName"} for r in iam)
    needed = "CAPABILITY_NAMED_IAM" if needs_name else "CAPABILITY_IAM"
    if iam and not given & {needed, "CAPABILITY_NAMED_IAM"}:
        raise InsufficientCapabilities(f"Requires capabilities : [{needed}]")


def template_of(response, stack=None):
    if stack and response._get_bool_param("UsePreviousTemplate", False):
        return stack.template
    url = response._get_param("TemplateURL")
    if url:
        return fetch(url, Here(response))
    body = response._get_param("TemplateBody")
    if not body:
        raise ValidationError(message="Either Template URL or Template Body must be specified.")
    if len(body.encode()) > 51200:
        raise ValidationError(message="1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200")
    return body


class Here:
    """Account and region of a request."""

    def __init__(self, response):
        self.account_id, self.region_name = response.current_account, response.region


def parameters_of(response, stack=None):
    result = {}
    for item in response._get_param("Parameters", []):
        key = item["ParameterKey"]
        if str(item.get("UsePreviousValue", False)).lower() == "true":
            if stack and key in stack.parameters:
                result[key] = stack.parameters[key]
        else:
            result[key] = item.get("ParameterValue", "")
    return result


def tags_of(response):
    return {item["Key"]: item["Value"] for item in response._get_param("Tags", [])}


def create_stack(self):
    """CreateStack answers at once; the work goes on behind it."""
    backend, name = self.cloudformation_backend, self._get_param("StackName")
    if find(backend, name):
        raise AlreadyExistsException(f"Stack [{name}] already exists")
    template = template_of(self)
    check_capabilities(self, template)
    stack = new_stack(backend, name, template, parameters_of(self), tags_of(self))
    wanted(stack)
    start_creation(self, backend, stack, self._get_param("OnFailure"))
    return ActionResult({"StackId": stack.stack_id})


def start_creation(response, backend, stack, on_failure):
    stack.on_failure = on_failure or "ROLLBACK"
    stack.disable_rollback = response._get_bool_param("DisableRollback", False) or on_failure == "DO_NOTHING"
    stack.enable_termination_protection = response._get_bool_param("EnableTerminationProtection", False)
    stack.token = response._get_param("ClientRequestToken")
    backend.stacks[stack.stack_id] = stack
    add_event(stack, None, "CREATE_IN_PROGRESS", "User Initiated")
    work(stack, run_create)


def check_updatable(stack):
    if stack.status.endswith("_IN_PROGRESS") or stack.status in (
            "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED", "UPDATE_ROLLBACK_FAILED"):
        raise ValidationError(message=f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated.")


def update_stack(self):
    stack = existing(self.cloudformation_backend, self._get_param("StackName"))
    check_updatable(stack)
    template, parameters = template_of(self, stack), parameters_of(self, stack)
    check_capabilities(self, template)
    tags = tags_of(self) or stack.tags
    if not cell_changes.differences(stack, template, parameters, tags):
        raise ValidationError(message="No updates are to be performed.")
    start_update(self, stack, template, parameters, tags)
    return ActionResult({"StackId": stack.stack_id})


def start_update(response, stack, template, parameters, tags):
    stack.token = response._get_param("ClientRequestToken")
    stack.disable_rollback = response._get_bool_param("DisableRollback", False)
    add_event(stack, None, "UPDATE_IN_PROGRESS", "User Initiated")
    work(stack, run_update, template, parameters, tags)


def delete_stack(self):
    """moto ignores termination protection; a stack that AWS is still creating can be deleted."""
    backend = self.cloudformation_backend
    stack = find(backend, self._get_param("StackName"))
    if stack is None or stack.status == "DELETE_IN_PROGRESS":
        return EmptyResult()
    if stack.enable_termination_protection:
        raise ValidationError(message=f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
    if stack.status.startswith("UPDATE_") and stack.status.endswith("_IN_PROGRESS"):
        raise ValidationError(message=f"Stack [{stack.stack_id}] cannot be deleted while in status {stack.status}")
    if stack.status == "REVIEW_IN_PROGRESS":
        forget(stack)
        add_event(stack, None, "DELETE_COMPLETE")
        return EmptyResult()
    stack.token = self._get_param("ClientRequestToken")
    cancel(stack)
    add_event(stack, None, "DELETE_IN_PROGRESS", "User Initiated")
    work(stack, run_delete)
    return EmptyResult()


def cancel(stack):
    stack.cancelled = stack.busy.locked()
    for record in stack.records.values():
        if record.kind == NESTED and record.resource is not None:
            record.resource.cancelled = stack.cancelled


def update_termination_protection(self):
    """UpdateTerminationProtection: not in moto."""
    stack = existing(self.cloudformation_backend, self._get_param("StackName"))
    stack.enable_termination_protection = self._get_bool_param("EnableTerminationProtection")
    return ActionResult({"StackId": stack.stack_id})


def signal_resource(self):
    """SignalResource: not in moto. The test reads the signals at /cell-test/signals."""
    stack = existing(self.cloudformation_backend, self._get_param("StackName"))
    signal = {
        "stack": stack.name, "resource": self._get_param("LogicalResourceId"),
        "uniqueId": self._get_param("UniqueId"), "status": self._get_param("Status"),
    }
    known = {**stack.template_dict.get("Resources", {})}
    if signal["resource"] not in known:
        raise ValidationError(message=f"Resource {signal['resource']} does not exist for stack {stack.name}")
    SIGNALS.append(signal)
    return EmptyResult()


def describe_stack_events(self):
    """moto answers all events at once; AWS answers 100, of deleted stacks only by id."""
    events = self.cloudformation_backend.get_stack(self._get_param("StackName")).events[::-1]
    start = int(self._get_param("NextToken") or 0)
    return ActionResult({
        "StackEvents": events[start:start + 100],
        "NextToken": str(start + 100) if start + 100 < len(events) else None})


def resource_of(stack, record, timestamp_key):
    return {
        "StackId": stack.stack_id, "StackName": stack.name, "LogicalResourceId": record.logical_id,
        "PhysicalResourceId": record.physical_id, "ResourceType": record.kind, "ResourceStatus": record.status,
        "ResourceStatusReason": record.reason, timestamp_key: record.timestamp,
    }


def list_stack_resources(self):
    """moto answers CREATE_COMPLETE and 2011 for every resource."""
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    return ActionResult({"StackResourceSummaries": [
        resource_of(stack, record, "LastUpdatedTimestamp") for record in stack.records.values()]})


def describe_stack_resources(self):
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    only = self._get_param("LogicalResourceId")
    return ActionResult({"StackResources": [
        resource_of(stack, r, "Timestamp") for r in stack.records.values() if only in (None, r.logical_id)]})


def describe_stack_resource(self):
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    record = stack.records.get(self._get_param("LogicalResourceId"))
    if record is None:
        raise ValidationError(message=f"Resource {self._get_param('LogicalResourceId')} does not exist for stack {stack.name}")
    return ActionResult({"StackResourceDetail": resource_of(stack, record, "LastUpdatedTimestamp")})


def outputs(self):
    found = [{"OutputKey": o.key, "OutputValue": str(o.value), "Description": o.description} for o in self.final_outputs]
    return found or None


def parameter_list(self):
    """moto shows the value behind an SSM parameter instead of its name."""
    shown = []
    for key, slot in self.template_dict.get("Parameters", {}).items():
        value = self.parameters.get(key, slot.get("Default"))
        item = {"ParameterKey": key, "ParameterValue": ",".join(value) if isinstance(value, list) else str(value)}
        if slot.get("NoEcho"):
            item["ParameterValue"] = "****"
        if slot.get("Type", "").startswith("AWS::SSM::Parameter::"):
            item["ResolvedValue"] = self.resource_map.resolved_parameters.get(key)
        shown.append(item)
    return shown


def nested_attribute(self, name):
    """Fn::GetAtt of a nested stack: not in moto."""
    key = name.removeprefix("Outputs.")
    for output in self.final_outputs:
        if output.key == key:
            return output.value
    raise ValidationError(message=f"Template error: output {key} not found in stack {self.stack_id}")


def install():
    stack, response = models.Stack, responses.CloudFormationResponse
    stack.__init__ = initialize
    stack.outputs = property(outputs)
    stack.parameter_list = property(parameter_list)
    stack.physical_resource_id = property(lambda self: self.stack_id)
    stack.get_cfn_attribute = nested_attribute
    for operation in (
            create_stack, update_stack, delete_stack, update_termination_protection, signal_resource, describe_stack_events,
            list_stack_resources, describe_stack_resources, describe_stack_resource):
        setattr(response, operation.__name__, operation)
    cell_changes.install()
