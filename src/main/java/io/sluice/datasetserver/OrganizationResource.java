package io.sluice.datasetserver;

import java.util.Optional;
import java.util.OptionalLong;

/** Answers who the key belongs to: on this server, always its one organisation. */
final class OrganizationResource {
  private final Identity identity;

  OrganizationResource(Identity identity) {
    this.identity = identity;
  }

  void addTo(Router router) {
    router.add("GET", "/organizations/me", this::me);
  }

  private Reply me(Call call) {
    call.query().allowing();
    return Reply.json(
        200,
        new Wire.OrganizationEnvelope(
            new Wire.Organization(
                identity.instanceId(),
                "Sluice dataset server",
                "sluice",
                Optional.empty(),
                false,
                "embedded",
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                1,
                0,
                Wire.time(identity.firstStart()))));
  }
}
