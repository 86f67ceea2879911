"""Resource types that moto creates wrongly, skips, or cannot delete. Everything else is left to moto."""

import copy
import json

from moto.cloudformation import parsing
from moto.elbv2.models import FakeLoadBalancer

import cell_network
from cell_types import Placeholder, Type

# What cannot change in place, so that a change replaces the resource.
REPLACED_BY = {
    "AWS::AutoScaling::AutoScalingGroup": {"AutoScalingGroupName"},
    "AWS::AutoScaling::LifecycleHook": {"AutoScalingGroupName", "LifecycleHookName"},
    "AWS::EC2::EIP": {"Domain"},
    "AWS::EC2::KeyPair": {"KeyName", "PublicKeyMaterial"},
    "AWS::EC2::LaunchTemplate": {"LaunchTemplateName"},
    "AWS::EC2::NatGateway": {"SubnetId", "AllocationId"},
    "AWS::EC2::Route": {"RouteTableId", "DestinationCidrBlock"},
    "AWS::EC2::RouteTable": {"VpcId"},
    "AWS::EC2::SecurityGroup": {"GroupName", "GroupDescription", "VpcId"},
    "AWS::EC2::SecurityGroupIngress": {"GroupId", "IpProtocol", "FromPort", "ToPort", "CidrIp", "SourceSecurityGroupId", "SourcePrefixListId"},
    "AWS::EC2::SecurityGroupEgress": {"GroupId", "IpProtocol", "FromPort", "ToPort", "CidrIp", "DestinationSecurityGroupId", "DestinationPrefixListId"},
    "AWS::EC2::Subnet": {"CidrBlock", "AvailabilityZone", "VpcId"},
    "AWS::EC2::SubnetRouteTableAssociation": {"SubnetId"},
    "AWS::EC2::VPC": {"CidrBlock"},
    "AWS::EC2::VPCEndpoint": {"VpcId", "ServiceName", "VpcEndpointType"},
    "AWS::ElasticLoadBalancingV2::Listener": {"LoadBalancerArn"},
    "AWS::ElasticLoadBalancingV2::LoadBalancer": {"Name", "Scheme", "Type"},
    "AWS::ElasticLoadBalancingV2::TargetGroup": {"Name", "Port", "Protocol", "VpcId", "TargetType"},
    "AWS::IAM::InstanceProfile": {"InstanceProfileName", "Path"},
    "AWS::IAM::Role": {"RoleName", "Path"},
    "AWS::Logs::LogGroup": {"LogGroupName"},
    "AWS::Route53::HostedZone": {"Name"},
    "AWS::Route53::RecordSet": {"Name", "HostedZoneId", "HostedZoneName"},
    "AWS::S3::Bucket": {"BucketName"},
    "AWS::S3::BucketPolicy": {"Bucket"},
}

# What bears no tags, so that another tag of the stack does not change it.
UNTAGGED = {
    "AWS::AutoScaling::LifecycleHook", "AWS::CloudFormation::WaitConditionHandle", "AWS::EC2::Route",
    "AWS::EC2::SecurityGroupEgress", "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SubnetRouteTableAssociation",
    "AWS::EC2::VPCGatewayAttachment", "AWS::IAM::InstanceProfile", "AWS::IAM::Policy", "AWS::Route53::RecordSet",
    "AWS::S3::BucketPolicy",
}


class KeyPair(Type):
    """Skipped by moto."""

    def create(self, place, logical_id, properties):
        name, material = properties["KeyName"], properties.get("PublicKeyMaterial")
        tags = place.tags(logical_id, properties)
        if material:
            place.ec2.import_key_pair(name, material.encode(), tags)
        else:
            place.ec2.create_key_pair(name, properties.get("KeyType", "rsa"), tags)
        return Placeholder(name, properties)

    def delete(self, place, resource, properties):
        place.ec2.delete_key_pair(resource.physical_resource_id)


class LaunchTemplate(Type):
    def delete(self, place, resource, properties):
        place.ec2.delete_launch_template(resource.name, None)


class AutoScalingGroup(Type):
    """moto ignores CapacityRebalance and LifecycleHookSpecificationList, replaces the group on every update,
    and does not let CloudFormation's tags through to the instances."""

    def create(self, place, logical_id, properties):
        properties = self._complete(place, logical_id, properties)
        group = self.model.create_from_cloudformation_json(
            self.physical_name(place, logical_id, properties), self.json(properties), place.account, place.region)
        return self._rest(place, group, properties)

    def update(self, place, logical_id, resource, properties):
        properties = self._complete(place, logical_id, properties)
        resource.tags = copy.deepcopy(properties["Tags"])
        resource.update(
            availability_zones=[], desired_capacity=properties.get("DesiredCapacity"), max_size=properties.get("MaxSize"),
            min_size=properties.get("MinSize"), launch_config_name=None, launch_template=properties.get("LaunchTemplate"),
            vpc_zone_identifier=",".join(properties.get("VPCZoneIdentifier", [])) or None,
            health_check_period=properties.get("HealthCheckGracePeriod"), health_check_type=properties.get("HealthCheckType"),
            new_instances_protected_from_scale_in=properties.get("NewInstancesProtectedFromScaleIn"),
            mixed_instances_policy=copy.deepcopy(properties.get("MixedInstancesPolicy")))
        return self._rest(place, resource, properties)

    def delete(self, place, resource, properties):
        place.groups.delete_auto_scaling_group(resource.name)

    @staticmethod
    def _complete(place, logical_id, properties):
        """Text of parameters becomes what moto expects; the stack's tags are propagated."""
        properties = copy.deepcopy(properties)
        for key in ("NewInstancesProtectedFromScaleIn", "CapacityRebalance"):
            if key in properties:
                properties[key] = str(properties[key]).lower() == "true"
        for key in ("HealthCheckGracePeriod", "DesiredCapacity", "MinSize", "MaxSize"):
            if key in properties:
                properties[key] = int(properties[key])
        own = properties.get("Tags", [])
        for tag in own:
            tag["PropagateAtLaunch"] = str(tag["PropagateAtLaunch"]).lower() == "true"
        keys = {tag["Key"] for tag in own}
        more = [{"Key": k, "Value": v, "PropagateAtLaunch": True} for k, v in place.tags(logical_id, {}).items() if k not in keys]
        properties["Tags"] = own + more
        return properties

    @staticmethod
    def _rest(place, group, properties):
        group.capacity_rebalance = properties.get("CapacityRebalance", False)
        group.deletion_protection = properties.get("DeletionProtection")
        group.target_group_arns = list(properties.get("TargetGroupARNs", []))
        group.termination_policies = properties.get("TerminationPolicies") or ["Default"]
        place.groups.update_attached_target_groups(group.name)
        for hook in properties.get("LifecycleHookSpecificationList", []):
            put_hook(place, group.name, hook["LifecycleHookName"], hook)
        return group


class LifecycleHook(Type):
    """Skipped by moto."""

    def create(self, place, logical_id, properties):
        name = properties.get("LifecycleHookName") or parsing.generate_resource_name(self.name, place.stack.name, logical_id)
        put_hook(place, properties["AutoScalingGroupName"], name, properties)
        return Placeholder(name, properties)

    def update(self, place, logical_id, resource, properties):
        put_hook(place, properties["AutoScalingGroupName"], resource.physical_resource_id, properties)
        return resource

    def delete(self, place, resource, properties):
        place.groups.delete_lifecycle_hook(properties["AutoScalingGroupName"], resource.physical_resource_id)


def put_hook(place, group_name, name, properties):
    hook = place.groups.create_lifecycle_hook(
        name, group_name, properties["LifecycleTransition"], int(properties.get("HeartbeatTimeout") or 3600),
        properties.get("DefaultResult"))
    # moto shows an example's role and queue for every hook.
    hook.role_arn, hook.notification_target_arn = properties.get("RoleARN"), properties.get("NotificationTargetARN")


class BucketPolicy(Type):
    """Skipped by moto."""

    def create(self, place, logical_id, properties):
        document = properties["PolicyDocument"]
        text = document if isinstance(document, str) else json.dumps(document)
        place.s3.put_bucket_policy(properties["Bucket"], text.encode())
        return Placeholder(properties["Bucket"], properties)

    def update(self, place, logical_id, resource, properties):
        return self.create(place, logical_id, properties)

    def delete(self, place, resource, properties):
        place.s3.delete_bucket_policy(properties["Bucket"])


class Role(Type):
    """moto's update of a role forgets its inline policies."""

    def update(self, place, logical_id, resource, properties):
        document = properties["AssumeRolePolicyDocument"]
        resource.assume_role_policy_document = document if isinstance(document, str) else json.dumps(document)
        resource.policies.clear()
        for policy in properties.get("Policies", []):
            resource.put_policy(policy["PolicyName"], policy["PolicyDocument"])
        return resource

    def delete(self, place, resource, properties):
        self.model.delete_from_cloudformation_json(resource.name, self.json(properties), place.account, place.region)


class LogGroup(Type):
    """moto keeps the retention of the template as text and cannot change it."""

    def create(self, place, logical_id, properties):
        group = place.logs.create_log_group(self.physical_name(place, logical_id, properties), place.tags(logical_id, properties))
        return self.update(place, logical_id, group, properties)

    def update(self, place, logical_id, resource, properties):
        days = properties.get("RetentionInDays")
        resource.retention_in_days = int(days) if days else None
        return resource


SPECIAL = {
    kind.name: kind
    for kind in (
        cell_network.LoadBalancer("AWS::ElasticLoadBalancingV2::LoadBalancer"),
        cell_network.TargetGroup("AWS::ElasticLoadBalancingV2::TargetGroup"),
        cell_network.Listener("AWS::ElasticLoadBalancingV2::Listener"),
        cell_network.SecurityGroup("AWS::EC2::SecurityGroup"),
        cell_network.SecurityGroupRule("ingress"),
        cell_network.SecurityGroupRule("egress"),
        cell_network.Vpc("AWS::EC2::VPC"),
        cell_network.Subnet("AWS::EC2::Subnet"),
        cell_network.InternetGateway("AWS::EC2::InternetGateway"),
        cell_network.GatewayAttachment("AWS::EC2::VPCGatewayAttachment"),
        cell_network.ElasticIp("AWS::EC2::EIP"),
        cell_network.NatGateway("AWS::EC2::NatGateway"),
        cell_network.RouteTable("AWS::EC2::RouteTable"),
        cell_network.Route("AWS::EC2::Route"),
        cell_network.RouteTableAssociation("AWS::EC2::SubnetRouteTableAssociation"),
        cell_network.VpcEndpoint("AWS::EC2::VPCEndpoint"),
        cell_network.PrefixList("AWS::EC2::PrefixList"),
        KeyPair("AWS::EC2::KeyPair"),
        LaunchTemplate("AWS::EC2::LaunchTemplate"),
        AutoScalingGroup("AWS::AutoScaling::AutoScalingGroup"),
        LifecycleHook("AWS::AutoScaling::LifecycleHook"),
        BucketPolicy("AWS::S3::BucketPolicy"),
        cell_network.HostedZone("AWS::Route53::HostedZone"),
        Role("AWS::IAM::Role"),
        LogGroup("AWS::Logs::LogGroup"),
    )
}


def of(name):
    return SPECIAL.get(name) or Type(name)


def attribute(resource, name):
    """Attributes for Fn::GetAtt that moto does not have."""
    if isinstance(resource, FakeLoadBalancer):
        own = {
            "CanonicalHostedZoneID": resource.canonical_hosted_zone_id,
            "DNSName": resource.dns_name,
            "LoadBalancerArn": resource.arn,
            "LoadBalancerFullName": resource.arn.split(":loadbalancer/")[-1],
            "LoadBalancerName": resource.name,
            "SecurityGroups": resource.security_groups,
        }
        return own[name]
    simple = {"TargetGroupFullName": lambda r: r.arn.split(":")[-1], "TargetGroupArn": lambda r: r.arn,
              "ListenerArn": lambda r: r.arn, "PublicIp": lambda r: r.public_ip, "GroupId": lambda r: r.group_id,
              "VpcId": lambda r: r.vpc_id, "SubnetId": lambda r: r.id, "Id": lambda r: r.physical_resource_id,
              "RouteTableId": lambda r: r.id, "InternetGatewayId": lambda r: r.id, "NatGatewayId": lambda r: r.id}
    if isinstance(resource, Placeholder):
        return resource.properties.get(name, resource.physical_resource_id)
    try:
        return resource.get_cfn_attribute(name)
    except Exception:
        if name in simple:
            return simple[name](resource)
        raise
