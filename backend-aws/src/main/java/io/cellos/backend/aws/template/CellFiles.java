package io.cellos.backend.aws.template;

/**
 * What a cell is made of, as it lies in the bucket.
 *
 * @param version of cell-os
 * @param groupTemplateUrl of group.json
 * @param programKey of the node program
 * @param bootKey of the boot script
 * @param seedKey of the user's modules; empty for none
 */
public record CellFiles(
    String version,
    String bucket,
    String groupTemplateUrl,
    String programKey,
    String bootKey,
    String seedKey) {}
