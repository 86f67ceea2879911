/** A cell's bucket and what lies in it: the node program, the templates, the seed. */
package io.cellos.backend.aws.bucket;
