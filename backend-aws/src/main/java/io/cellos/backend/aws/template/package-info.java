/** The CloudFormation templates of a cell, their limits, and the parameters that fill them in. */
package io.cellos.backend.aws.template;
