package io.cellos.backend.aws.create;

import io.cellos.model.CellName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The tag that says which cell something in EC2 was made for. */
final class CellTag {
  private CellTag() {}

  static Tag of(CellName cell) {
    return Tag.builder().key("cell").value(cell.value()).build();
  }

  /** For something that is just being made. */
  static TagSpecification on(ResourceType type, CellName cell) {
    return TagSpecification.builder().resourceType(type).tags(of(cell)).build();
  }
}
