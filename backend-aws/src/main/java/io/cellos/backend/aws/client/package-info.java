/** AWS SDK clients, and their failures in words. */
package io.cellos.backend.aws.client;
