/**
 * What must hold for apps, pods and groups beyond their shape. The texts and paths are those that
 * Marathon's clients know.
 */
package io.cellos.marathon.json.rules;
