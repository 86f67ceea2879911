"""Evaluation of templates: where moto's differs from CloudFormation's."""

import json
import re

from moto.cloudformation import models, parsing
from moto.cloudformation.exceptions import ValidationError

import cell_resources

_moto_clean_json = parsing.clean_json
_moto_parse_condition = parsing.parse_condition
_moto_parse_template = models.Stack.parse_template


def clean_json(value, resources):
    """Fn::GetAtt of nested outputs ("Outputs.X"), of attributes that moto lacks, and as a string;
    Fn::GetAZs of "" in every region; AWS::NoValue inside lists."""
    if isinstance(value, dict) and "Fn::GetAtt" in value:
        return _attribute(value["Fn::GetAtt"], resources)
    if isinstance(value, dict) and "Fn::GetAZs" in value:
        region = clean_json(value["Fn::GetAZs"], resources) or resources["AWS::Region"]
        return [region + zone for zone in "abc"]
    if isinstance(value, dict) and "Ref" in value and isinstance(resources.get(value["Ref"]), bool):
        return str(resources[value["Ref"]]).lower()
    if isinstance(value, list):
        cleaned = [clean_json(item, resources) for item in value]
        return [item for item in cleaned if item is not None]
    return _moto_clean_json(value, resources)


def _attribute(reference, resources):
    if isinstance(reference, str):
        reference = reference.split(".")
    name, attribute = reference[0], ".".join(reference[1:])
    resource = resources.get(name)
    if resource is None:
        return None
    return cell_resources.attribute(resource, attribute)


def parse_condition(condition, resources, conditions):
    """CloudFormation compares as text: the Number 0 equals "0"."""
    if isinstance(condition, dict) and "Fn::Equals" in condition:
        left, right = [clean_json(value, resources) for value in condition["Fn::Equals"]]
        return _text(left) == _text(right)
    return _moto_parse_condition(condition, resources, conditions)


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def parse_template(template):
    """JSON is tried first: the YAML parser takes a second for our templates."""
    try:
        return json.loads(template)
    except ValueError:
        return _moto_parse_template(template)


class ResourceMap(parsing.ResourceMap):
    """moto's map of a stack's resources creates a resource when somebody only asks for it; this one
    answers. It is filled by cell_stacks."""

    def __getitem__(self, key):
        if key in self._parsed_resources:
            return self._parsed_resources[key]
        if key in self._resource_json_map:
            return None
        raise ValidationError(message=f"Template format error: Unresolved resource dependencies [{key}] in the template")

    def load_parameters(self):
        """Defaults of lists are split, numbers stay as they were written, and unknown or missing
        parameters are refused with CloudFormation's own words."""
        declared = self._template.get("Parameters", {})
        unknown = sorted(key for key in self.input_parameters if key not in declared)
        if unknown:
            raise ValidationError(message=f"Parameters: [{', '.join(unknown)}] do not exist in the template")
        self.no_echo_parameter_keys = [key for key, slot in declared.items() if slot.get("NoEcho")]
        missing = []
        for key, slot in declared.items():
            value = self.input_parameters.get(key, slot.get("Default"))
            if value is None:
                missing.append(key)
                continue
            if slot.get("AllowedValues") and _text(value) not in [_text(v) for v in slot["AllowedValues"]]:
                allowed = ", ".join(_text(v) for v in slot["AllowedValues"])
                raise ValidationError(message=f"Parameter '{key}' must be one of AllowedValues [{allowed}]")
            self._check(key, _text(value), slot)
            self.resolved_parameters[key] = self._resolve(value, slot.get("Type", "String"))
        if missing:
            raise ValidationError(message=f"Parameters: [{', '.join(missing)}] must have values")
        self._parsed_resources.update(self.resolved_parameters)

    @staticmethod
    def _check(key, value, slot):
        pattern, shortest, most, least = (slot.get(n) for n in ("AllowedPattern", "MinLength", "MaxValue", "MinValue"))
        broken = (
            pattern and not re.fullmatch(pattern, value)
            or shortest and len(value) < int(shortest)
            or most is not None and float(value) > float(most)
            or least is not None and float(value) < float(least))
        if broken:
            why = slot.get("ConstraintDescription") or f"failed to satisfy constraint: {pattern or 'its limits'}"
            raise ValidationError(message=f"Parameter {key} failed to satisfy constraint: {why}")

    def _resolve(self, value, kind):
        value = ",".join(value) if isinstance(value, list) else _text(value)
        if kind.startswith("AWS::SSM::Parameter::"):
            try:
                return self.parse_ssm_parameter(value, kind)
            except Exception:
                raise ValidationError(message=f"Unable to fetch parameters [{value}] from parameter store for this account.")
        if kind == "CommaDelimitedList" or kind.startswith("List"):
            return value.split(",") if value else []
        return value

    def validate_outputs(self):
        """moto fails here on resource types and attributes that it does not know."""


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


def changed_keys(old, new):
    return {key for key in set(old) | set(new) if old.get(key) != new.get(key)}


def install():
    parsing.clean_json = clean_json
    parsing.parse_condition = parse_condition
    models.ResourceMap = ResourceMap
    models.Stack.parse_template = staticmethod(parse_template)
