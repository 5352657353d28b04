package dev.trellis.core.publish;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@MappedEntity("t_version")
record VersionRow(
        @Id int version,
        String comment,
        Instant createdAt,
        @Nullable Long createdBy,
        String createdByName) {}
