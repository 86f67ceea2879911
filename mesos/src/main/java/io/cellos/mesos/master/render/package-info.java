/**
 * What a master knows, as the JSON of its classic endpoints: the shapes of Mesos' master/http.cpp.
 */
package io.cellos.mesos.master.render;
