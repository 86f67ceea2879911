package io.cellos.coordination;

/**
 * A value with the tag that a later compare-and-swap must name.
 *
 * @param tag an opaque string; equal content may have equal tags (as in S3), so records that change
 *     and change back carry a counter of their own
 */
@SuppressWarnings("ArrayRecordComponent") // compared by tag, never by equals
public record Versioned(byte[] content, String tag) {}
