/**
 * What the connectors of several platforms share: the key that is read anew for each check, the
 * transfer of a file to a signed URL, and what a broken connection or a storage's refusal means.
 */
package io.sluice.target.web;
