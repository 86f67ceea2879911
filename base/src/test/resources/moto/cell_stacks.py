"""The API of CloudFormation around cell_engine: moto's answers are wrong or missing where a function here
says so, and all of its operations are done before the call returns."""

import threading

from moto.cloudformation import models, responses
from moto.cloudformation.exceptions import AlreadyExistsException, CloudFormationError, ValidationError
from moto.core.responses import ActionResult, EmptyResult

import cell_changes
from cell_control import SIGNALS
from cell_engine import NESTED, add_event, fetch, forget, new_stack, run_create, run_delete, wanted, work
from cell_updates import run_update


class InsufficientCapabilities(CloudFormationError):
    code = "InsufficientCapabilitiesException"


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
