package io.sluice.datasetserver;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Answers as the wire spells them; component names become snake_case. */
final class Wire {
  private Wire() {}

  /** The envelope of most answers. */
  record Data<T>(T data) {}

  /** A list with where it stands. */
  record PagedData<T>(List<T> data, Pagination pagination) {}

  record Pagination(int limit, long offset, long total, boolean hasMore) {}

  record UploadUrl(
      String filename, String directoryPath, String uploadUrl, long expiresInMinutes) {}

  /** A URL of a group, whose life is told once. */
  record IssuedUrl(String filename, String directoryPath, String uploadUrl) {}

  /** URLs in the order asked. */
  record UploadUrls(List<IssuedUrl> uploadUrls, long expiresInMinutes) {}

  /** What became of a group; {@code count} counts those that succeeded. */
  record Registered(List<ImageRecord> succeeded, List<FailedImage> failed, int count) {}

  /** An image of a group that could not be registered. */
  record FailedImage(String filename, String directoryPath, String error) {}

  /** What became of an image that was to go. */
  record Removed(boolean success, String message) {}

  record OrganizationEnvelope(Organization organization) {}

  /** The one organisation of this server; nothing of it is limited or paid for. */
  record Organization(
      String id,
      String name,
      String slug,
      Optional<String> description,
      boolean isPublic,
      String subscriptionTier,
      OptionalLong maxUsers,
      OptionalLong maxImages,
      OptionalLong maxStorageBytes,
      long memberCount,
      long pendingInviteCount,
      String createdAt) {}

  record DatasetRecord(
      String id,
      String organizationId,
      String name,
      Optional<String> description,
      Optional<String> readme,
      JsonNode annotationTypes,
      JsonNode classes,
      long imageCount,
      long completedImageCount,
      long archivedImageCount,
      long totalSize,
      boolean isPublic,
      boolean isArchived,
      String storageClass,
      String createdAt,
      String updatedAt) {}

  /** An image; {@code sha256} is this server's addition. */
  record ImageRecord(
      String id,
      String datasetId,
      String filename,
      String status,
      Optional<String> split,
      long annotationCount,
      long fileSize,
      OptionalLong width,
      OptionalLong height,
      String contentType,
      String directoryPath,
      List<String> tags,
      boolean isArchived,
      String createdAt,
      String sha256) {}

  static DatasetRecord dataset(Dataset dataset, String organizationId) {
    return new DatasetRecord(
        dataset.id(),
        organizationId,
        dataset.name(),
        dataset.description(),
        dataset.readme(),
        Json.stored(dataset.annotationTypes()),
        Json.stored(dataset.classes()),
        dataset.imageCount(),
        0,
        0,
        dataset.totalSize(),
        false,
        dataset.archived(),
        "standard",
        time(dataset.createdAt()),
        time(dataset.updatedAt()));
  }

  static ImageRecord image(Image image) {
    return new ImageRecord(
        image.id(),
        image.datasetId(),
        image.filename(),
        "new",
        Optional.empty(),
        0,
        image.fileSize(),
        image.width(),
        image.height(),
        image.contentType(),
        image.directoryPath(),
        List.of(),
        image.archived(),
        time(image.createdAt()),
        image.sha256());
  }

  static <T, R> PagedData<R> page(Slice<T> slice, List<R> rows) {
    return new PagedData<>(
        rows, new Pagination(slice.limit(), slice.offset(), slice.total(), slice.hasMore()));
  }

  static String time(Instant instant) {
    return instant.toString();
  }
}
