"""Network resources that moto creates wrongly, skips, or cannot delete."""

from cell_types import Placeholder, Type


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
            wanted = str(properties["MapPublicIpOnLaunch"]).lower() == "true"
            place.ec2.modify_subnet_attribute(subnet.id, "map_public_ip_on_launch", wanted)
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
