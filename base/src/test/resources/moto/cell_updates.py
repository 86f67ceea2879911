"""Updates of stacks: in place or by replacement, rolling for Auto Scaling groups, through nested stacks,
taken back when they fail. moto replaces nested stacks and groups, and rolls nothing."""

import copy

from moto.core.utils import utcnow

import cell_groups
import cell_resources
from cell_control import FAILING, LOCK
from cell_engine import (
    NESTED, Failure, Record, add_event, collect_signals, create_one, delete_one, fetch, finish, keep, nested_parameters, nested_tags,
    pause, reason_of, wanted)
from cell_template import changed_keys, clean_json
from cell_types import Place

ROLLING = {"LaunchTemplate", "MixedInstancesPolicy", "VPCZoneIdentifier"}


def retarget(stack, template, parameters, tags):
    """Gives the stack another template and parameters; its resources stay what they are."""
    stack.template, stack.parameters = template, dict(parameters)
    stack._parse_template()
    stack.tags_changed = tags is not None and tags != stack.tags
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
            if stack.tags_changed and record.kind not in cell_resources.UNTAGGED:
                retag(stack, record)
            return
        add_event(stack, record, "UPDATE_IN_PROGRESS")
        if record.logical_id in FAILING:
            raise Failure(FAILING[record.logical_id])
    if record.kind == NESTED:
        update_nested(stack, record.resource, properties)
        record.properties = properties
    else:
        with LOCK:
            changed = changed_keys(record.properties, properties)
            update_plain(stack, record, properties)
        roll(stack, record, body, changed)
    with LOCK:
        add_event(stack, record, "UPDATE_COMPLETE")


def roll(stack, record, body, changed):
    """The rolling update of an Auto Scaling group (UpdatePolicy): moto leaves the instances as they are."""
    policy = (body.get("UpdatePolicy") or {}).get("AutoScalingRollingUpdate")
    if policy is None or not changed & ROLLING:
        return
    with LOCK:
        policy = clean_json(copy.deepcopy(policy), stack.resource_map)
        obsolete = cell_groups.obsolete(record.resource)
    size = int(policy.get("MaxBatchSize", 1))
    for batch in [obsolete[i:i + size] for i in range(0, len(obsolete), size)]:
        pause(stack)
        with LOCK:
            ids = ",".join(state.instance.id for state in batch)
            add_event(stack, record, "UPDATE_IN_PROGRESS",
                      f"Terminating instance(s) [{ids}]; replacing with {len(batch)} new instance(s).")
            new = cell_groups.replace(record.resource, batch)
        if str(policy.get("WaitOnResourceSignals", False)).lower() == "true":
            collect_signals(stack, record, len(new), "UPDATE_IN_PROGRESS", among=new)


def retag(stack, record):
    """Another tag of the stack goes to everything in it."""
    kind, place = cell_resources.of(record.kind), Place(stack)
    add_event(stack, record, "UPDATE_IN_PROGRESS")
    if record.kind == "AWS::AutoScaling::AutoScalingGroup":
        kind.update(place, record.logical_id, record.resource, copy.deepcopy(record.properties))
    else:
        kind.put_tags(place, record.resource, place.tags(record.logical_id, record.properties))
    add_event(stack, record, "UPDATE_COMPLETE")


def update_plain(stack, record, properties):
    kind, place = cell_resources.of(record.kind), Place(stack)
    changed = changed_keys(record.properties, properties)
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
        retarget(nested, fetch(properties["TemplateURL"], stack), nested_parameters(properties),
                 nested_tags(stack, properties))
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
            cell_resources.of(record.kind).delete(Place(stack), resource, properties)
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
