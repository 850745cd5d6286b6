/**
 * What people or programs say of an input beside its bytes: concepts, metadata, where it was taken,
 * and what is to be seen in which part of it. Values, and their JSON. Knows no platform.
 */
package io.sluice.annotation;
