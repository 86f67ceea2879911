/** What is done to a cell on EC2 after it was created: scale, update, seed, bake, delete. */
package io.cellos.backend.aws.change;
