"""Change sets: moto compares templates only, knows no replacement, no nested change sets, and replaces
nested stacks and groups when it executes one."""

import copy

from moto.cloudformation import models, responses
from moto.cloudformation.exceptions import CloudFormationError, ValidationError
from moto.cloudformation.utils import generate_changeset_id, validate_create_change_set
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow

import cell_engine
import cell_resources
import cell_stacks
import cell_updates
from cell_control import LOCK
from cell_template import changed_keys, clean_json, references

NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."


class ChangeSetNotFound(CloudFormationError):
    code = "ChangeSetNotFound"


class ChangeSet:
    def __init__(self, stack, name, kind, template, parameters, tags, description=None):
        self.id = generate_changeset_id(name, stack.region_name, stack.account_id)
        self.stack, self.name, self.kind, self.description = stack, name, kind, description
        self.template, self.parameters, self.tags = template, parameters, tags
        self.created = utcnow()
        self.parent = self.root = None
        self.changes = []
        self.status, self.reason, self.execution = "CREATE_COMPLETE", None, "AVAILABLE"
        self.on_failure = None

    def describe(self):
        return {
            "ChangeSetName": self.name, "ChangeSetId": self.id, "StackId": self.stack.stack_id, "StackName": self.stack.name,
            "Description": self.description, "CreationTime": self.created, "ExecutionStatus": self.execution,
            "Status": self.status, "StatusReason": self.reason, "Changes": self.changes,
            "Parameters": [{"ParameterKey": k, "ParameterValue": v} for k, v in self.parameters.items()],
            "Tags": [{"Key": k, "Value": v} for k, v in self.tags.items()],
            "ParentChangeSetId": self.parent, "RootChangeSetId": self.root, "IncludeNestedStacks": self.parent is not None,
        }


def planned(stack, template, parameters, tags):
    """The stack as it would be, sharing its present resources; nothing is changed."""
    plan = copy.copy(stack)
    plan.records = dict(stack.records)
    cell_updates.retarget(plan, template, parameters, tags)
    return plan


def differences(stack, template, parameters, tags):
    """Changes as {logical id: (action, type, keys, replacement, properties)}, in order."""
    plan = planned(stack, template, parameters, tags)
    order, depends, bodies = cell_engine.wanted(plan)
    found, replaced = {}, set()
    for logical_id in order:
        record, body = stack.records.get(logical_id), bodies[logical_id]
        properties = clean_json(copy.deepcopy(body.get("Properties", {})), plan.resource_map)
        if record is None or record.resource is None:
            found[logical_id] = ("Add", body["Type"], set(), None, properties)
            continue
        keys = changed_keys(record.properties, properties)
        for key, value in body.get("Properties", {}).items():
            touched = references(value) & set(found)
            if touched & replaced or _depends_on_version(value, touched, found):
                keys.add(key)
        if plan.tags != stack.tags and record.kind not in cell_resources.UNTAGGED:
            keys.add("Tags")
        if record.kind == cell_engine.NESTED and not keys and _nested(plan, record, properties):
            keys.add("TemplateURL")
        if keys:
            replacing = keys & cell_resources.REPLACED_BY.get(record.kind, set())
            if replacing:
                replaced.add(logical_id)
            found[logical_id] = ("Modify", record.kind, keys, "True" if replacing else "False", properties)
    for logical_id, record in stack.records.items():
        if logical_id not in bodies:
            found[logical_id] = ("Remove", record.kind, set(), None, {})
    return found


def _depends_on_version(value, touched, found):
    """Fn::GetAtt of a launch template's version changes when the template does."""
    return "VersionNumber" in str(value) and any(
        found[t][1] == "AWS::EC2::LaunchTemplate" and found[t][2] != {"Tags"} for t in touched)


def _nested(plan, record, properties):
    """Differences inside a nested stack."""
    template = cell_engine.fetch(properties["TemplateURL"], plan)
    return differences(record.resource, template, cell_engine.nested_parameters(properties),
                       cell_engine.nested_tags(plan, properties))


def entry(logical_id, record, difference, nested_id=None):
    action, kind, keys, replacement, _ = difference
    details = [{
        "Target": {"Attribute": "Tags" if key == "Tags" else "Properties", "Name": None if key == "Tags" else key,
                   "RequiresRecreation": "Always" if key in cell_resources.REPLACED_BY.get(kind, set()) else "Never"},
        "Evaluation": "Static", "ChangeSource": "DirectModification"} for key in sorted(keys)]
    return {"Type": "Resource", "ResourceChange": {
        "Action": action, "LogicalResourceId": logical_id, "ResourceType": kind,
        "PhysicalResourceId": record.physical_id if record else None, "Replacement": replacement,
        "Scope": sorted({d["Target"]["Attribute"] for d in details}), "Details": details, "ChangeSetId": nested_id}}


def plan_changes(backend, change_set, include_nested):
    """Fills in the changes, with a change set for every nested stack when that is wanted."""
    stack = change_set.stack
    found = differences(stack, change_set.template, change_set.parameters, change_set.tags)
    plan = planned(stack, change_set.template, change_set.parameters, change_set.tags)
    for logical_id, difference in found.items():
        record, nested_id = stack.records.get(logical_id), None
        if include_nested and difference[1] == cell_engine.NESTED and difference[0] == "Modify":
            properties = difference[4]
            nested = ChangeSet(
                record.resource, f"{change_set.name}-{logical_id}"[:128], "UPDATE", cell_engine.fetch(properties["TemplateURL"], stack),
                cell_engine.nested_parameters(properties), cell_engine.nested_tags(plan, properties))
            nested.parent, nested.root = change_set.id, change_set.root or change_set.id
            plan_changes(backend, nested, True)
            backend.change_sets[nested.id] = nested
            nested_id = nested.id
        change_set.changes.append(entry(logical_id, record, difference, nested_id))
    if not found:
        change_set.status, change_set.reason, change_set.execution = "FAILED", NO_CHANGES, "UNAVAILABLE"


def create_change_set(self):
    backend, name = self.cloudformation_backend, self._get_param("ChangeSetName")
    validate_create_change_set(name)
    kind = self._get_param("ChangeSetType", "UPDATE")
    stack = cell_stacks.find(backend, self._get_param("StackName"))
    if kind == "UPDATE":
        stack = cell_stacks.existing(backend, self._get_param("StackName"))
        cell_stacks.check_updatable(stack)
    elif stack is not None and stack.status != "REVIEW_IN_PROGRESS":
        raise ValidationError(message=f"Stack {stack.stack_id} already exists and cannot be created again with the changeSet {name}.")
    if any(c.name == name and c.stack is stack for c in backend.change_sets.values()):
        raise models.AlreadyExistsException(f"ChangeSet {name} cannot be created due to a mismatch with existing attribute Template")
    template, parameters = cell_stacks.template_of(self, stack), cell_stacks.parameters_of(self, stack)
    cell_stacks.check_capabilities(self, template)
    tags = cell_stacks.tags_of(self) or (stack.tags if stack else {})
    if kind == "CREATE" and stack is None:
        stack = cell_engine.new_stack(backend, self._get_param("StackName"), template, parameters, tags)
        backend.stacks[stack.stack_id] = stack
        cell_engine.add_event(stack, None, "REVIEW_IN_PROGRESS", "User Initiated")
    change_set = ChangeSet(stack, name, kind, template, parameters, tags, self._get_param("Description"))
    change_set.on_failure = self._get_param("OnStackFailure")
    plan_changes(backend, change_set, self._get_bool_param("IncludeNestedStacks", False))
    backend.change_sets[change_set.id] = change_set
    return ActionResult({"Id": change_set.id, "StackId": stack.stack_id})


def find(response):
    name, stack = response._get_param("ChangeSetName"), response._get_param("StackName")
    for change_set in response.cloudformation_backend.change_sets.values():
        if name == change_set.id or name == change_set.name and stack in (change_set.stack.name, change_set.stack.stack_id):
            return change_set
    raise ChangeSetNotFound(f"ChangeSet [{name}] does not exist")


def describe_change_set(self):
    return ActionResult(find(self).describe())


def list_change_sets(self):
    stack = cell_stacks.existing(self.cloudformation_backend, self._get_param("StackName"))
    mine = [c.describe() for c in self.cloudformation_backend.change_sets.values() if c.stack is stack]
    return ActionResult({"Summaries": mine})


def forget(backend, change_set):
    for other in [c for c in backend.change_sets.values() if c is change_set or c.root == change_set.id]:
        backend.change_sets.pop(other.id, None)


def delete_change_set(self):
    try:
        forget(self.cloudformation_backend, find(self))
    except ChangeSetNotFound:
        pass
    return EmptyResult()


def execute_change_set(self):
    backend, change_set = self.cloudformation_backend, find(self)
    if change_set.execution != "AVAILABLE":
        raise InvalidChangeSetStatus(
            f"ChangeSet [{change_set.id}] cannot be executed in its current status of [{change_set.status}]")
    stack = change_set.stack
    change_set.execution = "EXECUTE_COMPLETE"
    if change_set.kind == "CREATE":
        with LOCK:
            cell_updates.retarget(stack, change_set.template, change_set.parameters, change_set.tags)
        cell_stacks.start_creation(self, backend, stack, change_set.on_failure)
    else:
        cell_stacks.check_updatable(stack)
        cell_stacks.start_update(self, stack, change_set.template, change_set.parameters, change_set.tags)
    # AWS deletes every change set of a stack as soon as one of them is executed.
    for other in [c for c in backend.change_sets.values() if c.stack is stack]:
        forget(backend, other)
    return EmptyResult()


class InvalidChangeSetStatus(CloudFormationError):
    code = "InvalidChangeSetStatus"


def install():
    response = responses.CloudFormationResponse
    for key in ("DescribeChangeSetOutput.Changes", "DescribeChangeSetOutput.Parameters"):
        response.RESPONSE_KEY_PATH_TO_TRANSFORMER.pop(key, None)
    for operation in (create_change_set, describe_change_set, list_change_sets, delete_change_set, execute_change_set):
        setattr(response, operation.__name__, operation)
