/**
 * The Clarifai platform. {@link io.sluice.target.clarifai.ClarifaiTarget} is the way in; each step
 * of the contract is a small class behind it, and {@code StatusCode} is the one table that says
 * what a status means.
 *
 * <p>Nothing is reserved there: leave to send is a look at the ids that a file may have. A transfer
 * reads the file for its hash alone; the commit sends the bytes of a whole group, in base64 inside
 * one JSON document, streamed from the disk. Replies are read for the status in their body,
 * whatever the HTTP status says.
 */
package io.sluice.target.clarifai;
