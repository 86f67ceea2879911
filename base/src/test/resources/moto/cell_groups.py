"""Auto Scaling: what happens to instances."""

from moto.autoscaling import models, responses
from moto.autoscaling.exceptions import ValidationError
from moto.core.responses import ActionResult, EmptyResult

from cell_control import SWITCHES

TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING"


def _specification(group):
    """Launch template id and version, whichever way the group was given them."""
    return {"LaunchTemplateId": group.ec2_launch_template.id, "Version": str(_version(group).number)}


def _version(group):
    return group.ec2_launch_template.get_version(group.launch_template_version)


def launch(self, count, tags):
    """moto launches the template's first version instead of the group's; it ignores the instance type of
    overrides, does not remember which version an instance was launched from, gives every instance a second
    volume that outlives it, and fails when a subnet is full."""
    backend = self.autoscaling_backend.ec2_backend
    subnet_id = self.vpc_zone_identifier.split(",")[0] if self.vpc_zone_identifier else None
    if subnet_id:
        count = min(count, backend.get_subnet(subnet_id).available_ip_address_count)
    if count <= 0:
        return
    tags = {**tags, models.ASG_NAME_TAG: self.name}
    if self.ec2_launch_template:
        tags.update(self.instance_tags)
    overrides = ((self.mixed_instances_policy or {}).get("LaunchTemplate") or {}).get("Overrides") or []
    instance_type = (overrides[0].get("InstanceType") if overrides else None) or self.instance_type
    reservation = backend.run_instances(
        self.image_id, count, self.user_data, self.security_groups,
        instance_type=instance_type,
        tags={"instance": tags},
        placement=self.availability_zones[0],
        launch_config=self.launch_config,
        launch_template=_specification(self) if self.ec2_launch_template else None,
        is_instance_type_default=False,
        associate_public_ip=None,
        subnet_id=subnet_id,
        block_device_mappings=_devices(self),
    )
    for instance in reservation.instances:
        instance.autoscaling_group = self
        if _is_spot(self):
            instance.lifecycle = "spot"
        if self.ec2_launch_template:
            _associate_profile(self, instance)
        state = models.InstanceState(instance, protected_from_scale_in=self.new_instances_protected_from_scale_in)
        state.launched_from = _specification(self) if self.ec2_launch_template else None
        self.instance_states.append(state)


def _devices(group):
    """The root volume goes with its instance unless the template says otherwise."""
    given = (_version(group).data.get("BlockDeviceMappings") if group.ec2_launch_template else None) or []
    devices = [{"DeviceName": "/dev/xvda", "Ebs": {}}] if not given else given
    return [{**d, "Ebs": {"VolumeSize": 8, "DeleteOnTermination": True, **d["Ebs"]}} for d in devices if "Ebs" in d]


def _associate_profile(group, instance):
    profile = _version(group).data.get("IamInstanceProfile") or {}
    if profile:
        group.autoscaling_backend.ec2_backend.associate_iam_instance_profile(
            instance.id, iam_instance_profile_name=profile.get("Name"), iam_instance_profile_arn=profile.get("Arn"))


def _is_spot(group):
    policy = group.mixed_instances_policy or {}
    distribution = policy.get("InstancesDistribution") or {}
    if policy and str(distribution.get("OnDemandPercentageAboveBaseCapacity", 100)) == "0":
        return str(distribution.get("OnDemandBaseCapacity", 0)) == "0"
    return bool(group.ec2_launch_template and _version(group).data.get("InstanceMarketOptions"))


def launch_template_of(self):
    """moto shows the template's default version for every instance."""
    launched = getattr(self, "launched_from", None)
    if not launched:
        return None
    template = self.auto_scaling_group.ec2_launch_template
    return {**launched, "LaunchTemplateName": template.name}


def set_desired_capacity(self, capacity):
    """Scaling in takes the oldest unprotected instances in service, and honours a terminating lifecycle
    hook while the test holds terminating instances."""
    self.desired_capacity = int(self.min_size if capacity is None else capacity)
    active = self.active_instances()
    missing = self.desired_capacity - len(active)
    if missing > 0:
        self.replace_autoscaling_group_instances(missing, self.get_propagated_tags())
    elif missing < 0:
        unprotected = [state for state in active if not state.protected_from_scale_in]
        take_out(self, unprotected[:-missing])
    _balance(self)


def take_out(group, states):
    hooks = group.autoscaling_backend.lifecycle_hooks.values()
    hooked = any(h.auto_scaling_group_name == group.name and h.lifecycle_transition == TERMINATING for h in hooks)
    if hooked and SWITCHES["hold-terminating"]:
        for state in states:
            state.lifecycle_state = "Terminating:Wait"
    else:
        terminate(group, states)


def obsolete(group):
    """Instances in service that were not launched from what the group launches now."""
    return [state for state in group.active_instances() if state.launched_from != _specification(group)]


def replace(group, states):
    """Takes instances out and launches as many; the ids of the new ones."""
    before = {state.instance.id for state in group.instance_states}
    take_out(group, states)
    group.set_desired_capacity(group.desired_capacity)
    return {state.instance.id for state in group.instance_states} - before


def terminate(group, states):
    if not states:
        return
    group.instance_states = [state for state in group.instance_states if state not in states]
    group.autoscaling_backend.ec2_backend.terminate_instances([state.instance.id for state in states])
    _balance(group)


def _balance(group):
    """moto never takes an instance out of a target group again."""
    if group.name not in group.autoscaling_backend.autoscaling_groups:
        return
    backend = group.autoscaling_backend.elbv2_backend
    members = {state.instance.id for state in group.active_instances()}
    for arn in group.target_group_arns or []:
        target_group = backend.target_groups.get(arn)
        if target_group is None:
            continue
        if not hasattr(target_group, "of_groups"):
            target_group.of_groups = {}
        mine = target_group.of_groups.get(group.name, set())
        gone = [{"Id": i} for i in mine - members if i in target_group.targets]
        if gone:
            target_group.deregister(gone)
        for i in members - set(target_group.targets):
            target_group.targets[i] = {"Id": i, "Port": target_group.port}
        target_group.of_groups[group.name] = members


def group_update(self, mixed_instances_policy=None, launch_template=None, **others):
    """moto forgets the mixed instances policy whenever it is not given again."""
    if mixed_instances_policy is None and not launch_template:
        mixed_instances_policy = self.mixed_instances_policy
    for name in ("desired_capacity", "max_size", "min_size"):
        if others.get(name) is not None:
            others[name] = int(others[name])
    _moto_group_update(self, mixed_instances_policy=mixed_instances_policy, launch_template=launch_template, **others)


def api_set_desired_capacity(self, group_name, desired_capacity):
    """moto does not compare with the group's limits."""
    group = _group(self, group_name)
    if desired_capacity > group.max_size:
        raise ValidationError(f"New SetDesiredCapacity value {desired_capacity} is above max value {group.max_size} for the AutoScalingGroup.")
    if desired_capacity < group.min_size:
        raise ValidationError(f"New SetDesiredCapacity value {desired_capacity} is below min value {group.min_size} for the AutoScalingGroup.")
    group.set_desired_capacity(desired_capacity)


def _group(backend, name):
    group = backend.autoscaling_groups.get(name)
    if group is None:
        raise ValidationError(f"AutoScalingGroup name not found - AutoScalingGroup '{name}' not found")
    return group


def _state(backend, instance_id):
    for group in backend.autoscaling_groups.values():
        for state in group.instance_states:
            if state.instance.id == instance_id:
                return group, state
    raise ValidationError(f"Instance Id not found - No managed instance found for instance ID: {instance_id}")


def terminate_instance(self, instance_id, should_decrement):
    """The hook is honoured, and the group does not shrink below its minimum."""
    group, state = _state(self, instance_id)
    before = group.desired_capacity
    if should_decrement:
        if before - 1 < group.min_size:
            raise ValidationError(
                f"Currently, desiredSize equals minSize ({group.min_size}). Terminating instance without replacement will violate"
                " group's min size constraint. Please either set shouldDecrementDesiredCapacity flag to false or lower group's min size"
                " constraint.")
        group.desired_capacity = before - 1
    take_out(group, [state])
    group.set_desired_capacity(group.desired_capacity)
    return models.TerminateInstanceActivity(state.instance, before)


def notify_terminate_instances(self, instance_ids):
    """An instance terminated behind the group's back leaves its target groups, and is replaced."""
    for group in list(self.autoscaling_groups.values()):
        left = [state for state in group.instance_states if state.instance.id not in instance_ids]
        if len(left) != len(group.instance_states):
            group.instance_states = left
            group.set_desired_capacity(group.desired_capacity)


def delete_auto_scaling_group(self, group_name):
    """Protected and held instances are terminated too, hooks are forgotten."""
    group = _group(self, group_name)
    terminate(group, list(group.instance_states))
    for key in [k for k, hook in self.lifecycle_hooks.items() if hook.auto_scaling_group_name == group_name]:
        del self.lifecycle_hooks[key]
    self.autoscaling_groups.pop(group_name, None)


def complete_lifecycle_action(self):
    """CompleteLifecycleAction: not in moto."""
    backend, name = self.autoscaling_backend, self._get_param("AutoScalingGroupName")
    group = _group(backend, name)
    if f"{name}_{self._get_param('LifecycleHookName')}" not in backend.lifecycle_hooks:
        raise ValidationError(f"No active Lifecycle Action found with instance ID {self._get_param('InstanceId')}")
    states = [s for s in group.instance_states
              if s.instance.id == self._get_param("InstanceId") and s.lifecycle_state == "Terminating:Wait"]
    if not states:
        raise ValidationError(f"No active Lifecycle Action found with instance ID {self._get_param('InstanceId')}")
    terminate(group, states)
    return EmptyResult()


def record_lifecycle_action_heartbeat(self):
    """RecordLifecycleActionHeartbeat: not in moto."""
    _group(self.autoscaling_backend, self._get_param("AutoScalingGroupName"))
    return EmptyResult()


def describe_auto_scaling_instances(self):
    """moto answers all instances at once; AWS answers 50."""
    states = self.autoscaling_backend.describe_auto_scaling_instances(instance_ids=self._get_param("InstanceIds", []))
    start = int(self._get_param("NextToken") or 0)
    end = start + min(int(self._get_param("MaxRecords") or 50), 50)
    return ActionResult({"AutoScalingInstances": states[start:end], "NextToken": str(end) if end < len(states) else None})


_moto_group_update = models.FakeAutoScalingGroup.update


def install():
    group, backend, response = models.FakeAutoScalingGroup, models.AutoScalingBackend, responses.AutoScalingResponse
    group.replace_autoscaling_group_instances = launch
    group.set_desired_capacity = set_desired_capacity
    group.update = group_update
    models.InstanceState.launch_template = property(launch_template_of)
    backend.set_desired_capacity = api_set_desired_capacity
    backend.terminate_instance = terminate_instance
    backend.notify_terminate_instances = notify_terminate_instances
    backend.delete_auto_scaling_group = delete_auto_scaling_group
    backend.update_attached_target_groups = lambda self, name: _balance(self.autoscaling_groups[name])
    response.complete_lifecycle_action = complete_lifecycle_action
    response.record_lifecycle_action_heartbeat = record_lifecycle_action_heartbeat
    response.describe_auto_scaling_instances = describe_auto_scaling_instances
