"""Resource types that moto creates wrongly, skips, or cannot delete. Everything else is left to moto."""

import copy
import json

from moto.autoscaling.models import autoscaling_backends
from moto.cloudformation import parsing
from moto.ec2.models import ec2_backends
from moto.elbv2.models import FakeLoadBalancer, elbv2_backends
from moto.iam.models import iam_backends
from moto.logs.models import logs_backends
from moto.route53.models import route53_backends
from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition

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


class Place:
    """Where a stack's resources are: the backends of its account and region, and its tags."""

    def __init__(self, stack):
        self.account, self.region = stack.account_id, stack.region_name
        partition = get_partition(self.region)
        self.ec2 = ec2_backends[self.account][self.region]
        self.elb = elbv2_backends[self.account][self.region]
        self.groups = autoscaling_backends[self.account][self.region]
        self.logs = logs_backends[self.account][self.region]
        self.iam = iam_backends[self.account][partition]
        self.dns = route53_backends[self.account][partition]
        self.s3 = s3_backends[self.account][partition]
        self.stack = stack

    def tags(self, logical_id, properties):
        """CloudFormation puts the stack's tags and three of its own on whatever can bear tags."""
        tags = {
            **self.stack.tags,
            "aws:cloudformation:stack-name": self.stack.name,
            "aws:cloudformation:stack-id": self.stack.stack_id,
            "aws:cloudformation:logical-id": logical_id,
        }
        own = properties.get("Tags") or []
        if isinstance(own, list):
            tags.update({tag["Key"]: tag["Value"] for tag in own if "Key" in tag and "Value" in tag})
        return tags


class Placeholder:
    """A resource that moto skips: it gets a physical id and nothing else."""

    def __init__(self, physical_resource_id, properties):
        self.physical_resource_id = physical_resource_id
        self.properties = properties


class Type:
    """How resources of one type are made. The default asks moto."""

    def __init__(self, name):
        self.name = name
        self.model = parsing.get_model_map().get(name)

    def create(self, place, logical_id, properties):
        if self.model is None:
            return Placeholder(parsing.generate_resource_name(self.name, place.stack.name, logical_id), properties)
        resource = self.model.create_from_cloudformation_json(
            self.physical_name(place, logical_id, properties), self.json(properties), place.account, place.region,
            LogicalId=logical_id, StackId=place.stack.stack_id, ResourceType=self.name)
        self.put_tags(place, resource, place.tags(logical_id, properties))
        return resource

    def update(self, place, logical_id, resource, properties):
        if self.model and not hasattr(self.model.update_from_cloudformation_json, "__isabstractmethod__"):
            name = self.physical_name(place, logical_id, properties)
            updated = self.model.update_from_cloudformation_json(
                original_resource=resource, new_resource_name=name, cloudformation_json=self.json(properties),
                account_id=place.account, region_name=place.region)
            resource = updated or resource
        self.put_tags(place, resource, place.tags(logical_id, properties))
        return resource

    def delete(self, place, resource, properties):
        if isinstance(resource, Placeholder) or self.model is None:
            return
        if hasattr(resource, "delete"):
            resource.delete(place.account, place.region)
        elif not hasattr(self.model.delete_from_cloudformation_json, "__isabstractmethod__"):
            self.model.delete_from_cloudformation_json(
                resource.physical_resource_id, self.json(properties), place.account, place.region)

    def put_tags(self, place, resource, tags):
        if self.name.startswith("AWS::EC2::") and hasattr(resource, "add_tags"):
            place.ec2.create_tags([resource.id], tags)
        elif self.name.startswith("AWS::ElasticLoadBalancingV2::") and hasattr(resource, "arn"):
            place.elb.tagging_service.tag_resource(resource.arn, [{"Key": k, "Value": v} for k, v in tags.items()])

    def physical_name(self, place, logical_id, properties):
        key = parsing.resource_name_property_from_type(self.name)
        return properties.get(key) if key and properties.get(key) else parsing.generate_resource_name(self.name, place.stack.name, logical_id)

    def json(self, properties):
        return {"Type": self.name, "Properties": copy.deepcopy(properties)}


class LoadBalancer(Type):
    """moto makes every load balancer an application load balancer and ignores LoadBalancerAttributes."""

    def create(self, place, logical_id, properties):
        name = self.physical_name(place, logical_id, properties)
        if any(balancer.name == name for balancer in place.elb.load_balancers.values()):
            raise ValueError(f"{name} already exists")
        resource = place.elb.create_load_balancer(
            name, properties.get("SecurityGroups", []), properties.get("Subnets", []),
            subnet_mappings=properties.get("SubnetMappings"), scheme=properties.get("Scheme", "internet-facing"),
            loadbalancer_type=properties.get("Type", "application"))
        if resource.type == "network":
            del place.elb.load_balancers[resource.arn]
            resource.arn = resource.arn.replace("/app/", "/net/")
            place.elb.load_balancers[resource.arn] = resource
        return self.update(place, logical_id, resource, properties)

    def update(self, place, logical_id, resource, properties):
        resource.security_groups = properties.get("SecurityGroups", [])
        resource.attrs.update({a["Key"]: str(a["Value"]) for a in properties.get("LoadBalancerAttributes", [])})
        self.put_tags(place, resource, place.tags(logical_id, properties))
        return resource


class TargetGroup(Type):
    """moto ignores TargetGroupAttributes and cannot delete a target group of a stack."""

    def create(self, place, logical_id, properties):
        return self._attributes(super().create(place, logical_id, properties), properties)

    def update(self, place, logical_id, resource, properties):
        place.elb.modify_target_group(
            resource.arn,
            health_check_proto=properties.get("HealthCheckProtocol"), health_check_port=properties.get("HealthCheckPort"),
            health_check_path=properties.get("HealthCheckPath"), health_check_interval=properties.get("HealthCheckIntervalSeconds"),
            health_check_timeout=properties.get("HealthCheckTimeoutSeconds"),
            healthy_threshold_count=properties.get("HealthyThresholdCount"),
            unhealthy_threshold_count=properties.get("UnhealthyThresholdCount"),
            http_codes=(properties.get("Matcher") or {}).get("HttpCode"))
        return self._attributes(resource, properties)

    def delete(self, place, resource, properties):
        place.elb.delete_target_group(resource.arn)

    @staticmethod
    def _attributes(resource, properties):
        resource.attributes.update({a["Key"]: str(a["Value"]) for a in properties.get("TargetGroupAttributes", [])})
        return resource


class Listener(Type):
    def delete(self, place, resource, properties):
        place.elb.delete_listener(resource.arn)


class SecurityGroup(Type):
    """moto reads inline rules of security groups wrongly (prefix lists, no ports, egress) and replaces the
    group on every update."""

    def create(self, place, logical_id, properties):
        group = place.ec2.create_security_group(
            name=self.physical_name(place, logical_id, properties), description=properties.get("GroupDescription"),
            vpc_id=properties.get("VpcId"), tags={})
        return self.update(place, logical_id, group, properties)

    def update(self, place, logical_id, resource, properties):
        resource.ingress_rules = []
        for rule in properties.get("SecurityGroupIngress", []):
            allow(place, resource.id, rule, "ingress")
        if "SecurityGroupEgress" in properties:
            resource.egress_rules = []
            for rule in properties["SecurityGroupEgress"]:
                allow(place, resource.id, rule, "egress")
        self.put_tags(place, resource, place.tags(logical_id, properties))
        return resource


class SecurityGroupRule(Type):
    """Rules of their own: moto knows no egress and no prefix lists, and cannot delete them."""

    def __init__(self, direction):
        super().__init__("AWS::EC2::SecurityGroup" + direction.capitalize())
        self.direction = direction

    def create(self, place, logical_id, properties):
        rules = allow(place, properties["GroupId"], properties, self.direction)
        return Placeholder(rules[0].id, properties)

    def delete(self, place, resource, properties):
        group = place.ec2.get_security_group_from_id(properties["GroupId"])
        if group is not None:
            for rules in (group.ingress_rules, group.egress_rules):
                rules[:] = [rule for rule in rules if rule.id != resource.physical_resource_id]


def allow(place, group_id, rule, direction):
    other = rule.get("SourceSecurityGroupId") or rule.get("DestinationSecurityGroupId")
    prefix_list = rule.get("SourcePrefixListId") or rule.get("DestinationPrefixListId")
    ranges = []
    if rule.get("CidrIp"):
        ranges = [{"CidrIp": rule["CidrIp"], "Description": rule.get("Description", "")}]
    authorize = getattr(place.ec2, f"authorize_security_group_{direction}")
    rules, _ = authorize(
        group_id, str(rule["IpProtocol"]), rule.get("FromPort"), rule.get("ToPort"), ranges,
        source_groups=[{"GroupId": other}] if other else [],
        prefix_list_ids=[{"PrefixListId": prefix_list}] if prefix_list else [])
    return rules


class Vpc(Type):
    """moto ignores the DNS settings."""

    def create(self, place, logical_id, properties):
        vpc = super().create(place, logical_id, properties)
        for key, attribute in (("EnableDnsHostnames", "enable_dns_hostnames"), ("EnableDnsSupport", "enable_dns_support")):
            if key in properties:
                place.ec2.modify_vpc_attribute(vpc.id, attribute, str(properties[key]).lower())
        return vpc


class Subnet(Type):
    """moto ignores MapPublicIpOnLaunch."""

    def create(self, place, logical_id, properties):
        subnet = super().create(place, logical_id, properties)
        if "MapPublicIpOnLaunch" in properties:
            place.ec2.modify_subnet_attribute(subnet.id, "map_public_ip_on_launch", str(properties["MapPublicIpOnLaunch"]).lower())
        return subnet


class InternetGateway(Type):
    def delete(self, place, resource, properties):
        place.ec2.delete_internet_gateway(resource.id)


class GatewayAttachment(Type):
    def create(self, place, logical_id, properties):
        super().create(place, logical_id, properties)
        return Placeholder(f"IGW|{properties['VpcId']}", properties)

    def delete(self, place, resource, properties):
        place.ec2.detach_internet_gateway(properties["InternetGatewayId"], properties["VpcId"])


class ElasticIp(Type):
    def delete(self, place, resource, properties):
        place.ec2.release_address(allocation_id=resource.allocation_id)


class NatGateway(Type):
    """A deleted NAT gateway lets go of its address."""

    def delete(self, place, resource, properties):
        place.ec2.delete_nat_gateway(resource.id)
        for address in place.ec2.addresses:
            if address.allocation_id == properties.get("AllocationId"):
                address.eni, address.association_id = None, None


class RouteTable(Type):
    """moto cannot delete a route table of a stack."""

    def delete(self, place, resource, properties):
        place.ec2.delete_route_table(resource.id)


class Route(Type):
    def delete(self, place, resource, properties):
        place.ec2.delete_route(properties["RouteTableId"], properties["DestinationCidrBlock"])


class RouteTableAssociation(Type):
    """moto gives the association the route table's id and cannot delete it."""

    def create(self, place, logical_id, properties):
        association = place.ec2.associate_route_table(properties["RouteTableId"], subnet_id=properties["SubnetId"])
        return Placeholder(getattr(association, "id", association), properties)

    def delete(self, place, resource, properties):
        place.ec2.disassociate_route_table(resource.physical_resource_id)


class VpcEndpoint(Type):
    """moto lists deleted endpoints for ever."""

    def delete(self, place, resource, properties):
        place.ec2.delete_vpc_endpoints([resource.id])
        place.ec2.vpc_end_points.pop(resource.id, None)


class PrefixList(Type):
    """Skipped by moto."""

    def create(self, place, logical_id, properties):
        entries = [{"Cidr": e["Cidr"], "Description": e.get("Description", "")} for e in properties.get("Entries", [])]
        found = place.ec2.create_managed_prefix_list(
            address_family=properties["AddressFamily"], entry=entries, max_entries=str(properties.get("MaxEntries", len(entries))),
            prefix_list_name=properties["PrefixListName"], tags=place.tags(logical_id, properties))
        return Placeholder(found.id, properties)

    def delete(self, place, resource, properties):
        place.ec2.managed_prefix_lists.pop(resource.physical_resource_id, None)


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


class HostedZone(Type):
    """moto makes every zone of a stack public and cannot delete it."""

    def create(self, place, logical_id, properties):
        vpcs = properties.get("VPCs", [])
        zone = place.dns.create_hosted_zone(
            properties["Name"], private_zone=bool(vpcs), comment=(properties.get("HostedZoneConfig") or {}).get("Comment"),
            vpcid=vpcs[0]["VPCId"] if vpcs else None, vpcregion=vpcs[0]["VPCRegion"] if vpcs else None)
        tags = place.tags(logical_id, {"Tags": properties.get("HostedZoneTags", [])})
        own = [{"Key": k, "Value": v} for k, v in tags.items() if not k.startswith("aws:")]
        place.dns.change_tags_for_resource("hostedzone", zone.id.split("/")[-1], own, [])
        return zone

    def update(self, place, logical_id, resource, properties):
        return resource

    def delete(self, place, resource, properties):
        place.dns.delete_hosted_zone(resource.id)


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
        LoadBalancer("AWS::ElasticLoadBalancingV2::LoadBalancer"),
        TargetGroup("AWS::ElasticLoadBalancingV2::TargetGroup"),
        Listener("AWS::ElasticLoadBalancingV2::Listener"),
        SecurityGroup("AWS::EC2::SecurityGroup"),
        SecurityGroupRule("ingress"),
        SecurityGroupRule("egress"),
        Vpc("AWS::EC2::VPC"),
        Subnet("AWS::EC2::Subnet"),
        InternetGateway("AWS::EC2::InternetGateway"),
        GatewayAttachment("AWS::EC2::VPCGatewayAttachment"),
        ElasticIp("AWS::EC2::EIP"),
        NatGateway("AWS::EC2::NatGateway"),
        RouteTable("AWS::EC2::RouteTable"),
        Route("AWS::EC2::Route"),
        RouteTableAssociation("AWS::EC2::SubnetRouteTableAssociation"),
        VpcEndpoint("AWS::EC2::VPCEndpoint"),
        PrefixList("AWS::EC2::PrefixList"),
        KeyPair("AWS::EC2::KeyPair"),
        LaunchTemplate("AWS::EC2::LaunchTemplate"),
        AutoScalingGroup("AWS::AutoScaling::AutoScalingGroup"),
        LifecycleHook("AWS::AutoScaling::LifecycleHook"),
        BucketPolicy("AWS::S3::BucketPolicy"),
        HostedZone("AWS::Route53::HostedZone"),
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


def install():
    """Nothing to patch: cell_stacks asks this module for every resource."""
