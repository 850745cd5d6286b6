package io.sluice.target.clarifai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import okio.Buffer;

/** The names of the codes that the fake platform answers with. */
final class FakeNames {
  private static final Pattern CODE = Pattern.compile("\"code\":(\\d{5})\\b");
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("10000", "SUCCESS"),
          Map.entry("10010", "MIXED_STATUS"),
          Map.entry("10020", "FAILURE"),
          Map.entry("11009", "CONN_KEY_NOT_FOUND"),
          Map.entry("11101", "CONN_DOES_NOT_EXIST"),
          Map.entry("11102", "CONN_INVALID_REQUEST"),
          Map.entry("22001", "WORKFLOW_NO_MATCHING_INPUT"),
          Map.entry("24150", "ANNOTATION_SUCCESS"),
          Map.entry("24155", "ANNOTATION_INVALID_ARGUMENT"),
          Map.entry("30000", "INPUT_SUCCESS"),
          Map.entry("30001", "INPUT_PENDING"),
          Map.entry("30002", "INPUT_FAILED"),
          Map.entry("30100", "INPUT_DUPLICATE"),
          Map.entry("30101", "INPUT_UNSUPPORTED_FORMAT"),
          Map.entry("30104", "INPUT_INVALID_ARGUMENT"),
          Map.entry("31000", "INPUT_VIDEO_DOWNLOAD_SUCCESS"),
          Map.entry("40010", "DATABASE_DUPLICATE_KEY"),
          Map.entry("40031", "RPC_SERVER_UNAVAILABLE"),
          Map.entry("40033", "RPC_MAX_MESSAGE_SIZE_EXCEEDED"),
          Map.entry("64100", "DATASET_INPUT_SUCCESS"));

  private FakeNames() {}

  /** The same answer, with names in the place of its codes. */
  static MockResponse in(MockResponse answer) {
    Buffer body = new Buffer();
    try {
      answer.getBody().writeTo(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String named =
        CODE.matcher(body.readUtf8())
            .replaceAll(code -> "\"code\":\"" + NAMES.get(code.group(1)) + "\"");
    return answer.newBuilder().body(named).build();
  }
}
