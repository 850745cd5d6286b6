package io.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.ClarifaiTargetConfig;
import io.sluice.config.InputType;
import io.sluice.config.PaceConfig;
import io.sluice.target.KeySource;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a target of one type in each folder takes. */
final class TargetFilesTest {
  static final TargetFiles CLARIFAI =
      TargetFiles.of(
          new ClarifaiTargetConfig(
              "c",
              URI.create("https://a.example"),
              "me",
              "app",
              new KeySource.FromFile(Path.of("/key"), Set.of()),
              false,
              PaceConfig.PLATFORM_DEFAULT,
              1,
              ClarifaiTargetConfig.DEFAULT_BATCH));

  @ParameterizedTest
  @EnumSource(InputType.class)
  void theConfigurationPromisesWhatTheConnectorTakes(InputType type) {
    long most = CLARIFAI.maxFileBytes(Optional.of(type));
    assertEquals(ClarifaiTargetConfig.largestFile(type), most);
    assertEquals(most, CLARIFAI.cappedFileBytes(Long.MAX_VALUE, Optional.of(type)));
    assertEquals(5, CLARIFAI.cappedFileBytes(5, Optional.of(type)));
    Set<String> extensions = CLARIFAI.extensions(Optional.of(type));
    assertTrue(extensions.size() > 3, extensions::toString);
    extensions.forEach(
        extension ->
            assertEquals(
                Optional.of(type), CLARIFAI.typeOf("a." + extension.toUpperCase(Locale.ROOT))));
  }

  @Test
  void picturesAreMeantWhereNothingIsSaid() {
    assertEquals(
        CLARIFAI.extensions(Optional.of(InputType.IMAGE)), CLARIFAI.extensions(Optional.empty()));
    assertEquals(20_000_000, CLARIFAI.maxFileBytes(Optional.empty()));
  }
}
