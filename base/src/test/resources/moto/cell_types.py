"""What a stack's resources are made with: the default is what moto does."""

import copy

from moto.autoscaling.models import autoscaling_backends
from moto.cloudformation import parsing
from moto.ec2.models import ec2_backends
from moto.elbv2.models import elbv2_backends
from moto.iam.models import iam_backends
from moto.logs.models import logs_backends
from moto.route53.models import route53_backends
from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition


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
