/** JSON of what there is: apps with their tasks, pods, the queue, events. Pure. */
package io.cellos.marathon.api.render;
