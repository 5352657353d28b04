package dev.trellis.core.file;

import dev.trellis.core.access.Actor;
import dev.trellis.core.database.RecordIds;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.field.Composite;
import dev.trellis.core.field.FileRules;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.RoleDefinition.FieldRight;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.record.FindResult;
import dev.trellis.core.record.Records;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files in for a field and hands them out. Whoever may read the field on the record may read its files, all their
 * versions; before a record holds it, a file is only there for the person who sent it.
 */
@Singleton
public final class Files {

    private static final Logger LOG = LoggerFactory.getLogger(Files.class);
    private static final long MEGABYTE = 1024L * 1024;
    private static final int LONGEST_NAME = 255;

    private final FileStore store;
    private final ContentStore content;
    private final Records records;
    private final RecordIds ids;
    private final UnitOfWork unit;
    private volatile boolean answering = true;

    Files(FileStore store, ContentStore content, Records records, RecordIds ids, UnitOfWork unit) {
        this.store = store;
        this.content = content;
        this.records = records;
        this.ids = ids;
        this.unit = unit;
    }

    /**
     * Takes a file in for a field. It becomes part of a record when the record is saved with it.
     *
     * @param replaces the file of which this is a new version, or null
     */
    public UploadResult upload(
            Actor.Person actor, String entity, String field, String name, Path file, @Nullable RecordId replaces)
            throws IOException {
        var schema = records.schema(actor);
        var rules = schema.field(entity, field)
                .filter(_ -> schema.right(entity, field) == FieldRight.WRITE)
                .flatMap(found -> found.type().files());
        if (rules.isEmpty()) {
            return refused(Problem.at("field", FileProblem.NO_SUCH_FIELD).with("given", field));
        }
        long size = java.nio.file.Files.size(file);
        if (size == 0) {
            return refused(Problem.at("file", FileProblem.EMPTY));
        }
        if (size > rules.get().megabytes() * MEGABYTE) {
            return refused(Problem.at("file", FileProblem.TOO_LARGE)
                    .with("max", rules.get().megabytes()));
        }
        var before = replaces == null ? Optional.<StoredFile>empty() : find(actor, replaces);
        if (replaces != null
                && before.filter(old ->
                                old.entity().equals(entity) && old.field().equals(field))
                        .isEmpty()) {
            return refused(Problem.at("replaces", FileProblem.UNKNOWN).with("given", replaces));
        }
        return checked(actor, entity, field, clean(name), file, rules.get(), before);
    }

    private UploadResult checked(
            Actor.Person actor,
            String entity,
            String field,
            String name,
            Path file,
            FileRules rules,
            Optional<StoredFile> before)
            throws IOException {
        var kind = MediaKind.of(beginning(file), name);
        if (!rules.kinds().isEmpty() && !rules.kinds().contains(kind)) {
            return refused(Problem.at("file", FileProblem.KIND)
                    .with("given", kind)
                    .with("allowed", String.join(", ", rules.kinds())));
        }
        if (!rules.redrawn()) {
            return store(actor, entity, field, name, kind, file, before);
        }
        var drawn = Pictures.redraw(file, kind);
        if (drawn.isEmpty()) {
            return refused(Problem.at("file", FileProblem.NOT_A_PICTURE).with("given", name));
        }
        try {
            return store(
                    actor,
                    entity,
                    field,
                    name,
                    drawn.get().mediaType(),
                    drawn.get().file(),
                    before);
        } finally {
            java.nio.file.Files.deleteIfExists(drawn.get().file());
        }
    }

    private UploadResult store(
            Actor.Person actor,
            String entity,
            String field,
            String name,
            String kind,
            Path file,
            Optional<StoredFile> before)
            throws IOException {
        var id = ids.next();
        var stored = new StoredFile(
                id,
                name,
                kind,
                java.nio.file.Files.size(file),
                entity,
                field,
                null,
                before.map(StoredFile::root).orElse(id),
                actor.user(),
                actor.name(),
                Instant.now());
        unit.run(() -> store.begin(stored));
        try {
            content.write(id, file);
        } catch (IOException e) {
            // What was begun belongs to nobody and is swept up; the record that was to hold it is as it was.
            LOG.warn("A file could not be kept", e);
            return refused(Problem.at("file", FileProblem.NOT_KEPT));
        }
        unit.run(() -> store.ready(id));
        return new UploadResult.Stored(stored);
    }

    /** Finds a file that a person may read. */
    public Optional<StoredFile> find(Actor.Person actor, RecordId file) {
        return unit.run(() -> store.find(file)).filter(found -> mayRead(actor, found));
    }

    /** Returns every version of a file that a person may read, the newest first. */
    public List<StoredFile> versions(Actor.Person actor, RecordId file) {
        return find(actor, file).map(found -> unit.run(() -> store.versions(found.root()))).stream()
                .flatMap(List::stream)
                .filter(version -> version.record() != null || isOwn(actor, version))
                .toList();
    }

    /**
     * Writes the content of a file that {@link #find} has found.
     *
     * @throws FilesUnreachable where it cannot be had; then nothing has been written
     */
    public void copyTo(StoredFile file, OutputStream out) throws IOException {
        try (var in = open(file)) {
            in.transferTo(out);
        }
    }

    private InputStream open(StoredFile file) throws FilesUnreachable {
        try {
            return content.open(file.id());
        } catch (IOException e) {
            LOG.warn("A file could not be read", e);
            throw new FilesUnreachable(e);
        }
    }

    /** Asks whether files can be kept and read; says in the log when that changes. */
    public boolean isAnswering() {
        try {
            content.probe();
            if (!answering) {
                LOG.info("The place where files are kept answers again");
            }
            answering = true;
        } catch (IOException e) {
            if (answering) {
                LOG.error("Files can neither be kept nor read: {}", e.getMessage());
            }
            answering = false;
        }
        return answering;
    }

    private static boolean isOwn(Actor.Person actor, StoredFile file) {
        return actor.user().equals(file.createdBy());
    }

    private boolean mayRead(Actor.Person actor, StoredFile file) {
        var record = file.record();
        if (record == null) {
            return isOwn(actor, file);
        }
        if (records.schema(actor, file.entity(), record)
                        .field(file.entity(), file.field())
                        .isEmpty()
                || !(records.find(actor, file.entity(), record, Set.of(file.field()))
                        instanceof FindResult.Found(var found))) {
            return false;
        }
        var held = held(found.value(file.field())).toList();
        return held.contains(file.id())
                || held.stream()
                        .anyMatch(id -> unit.run(() -> store.find(id))
                                .filter(one -> one.root().equals(file.root()))
                                .isPresent());
    }

    /** The files in a value. */
    static Stream<RecordId> held(@Nullable Object value) {
        return switch (value) {
            case Composite one when one.part("file") instanceof RecordId id -> Stream.of(id);
            case List<?> list -> list.stream().flatMap(Files::held);
            case null, default -> Stream.empty();
        };
    }

    private static byte[] beginning(Path file) throws IOException {
        try (var in = java.nio.file.Files.newInputStream(file)) {
            return in.readNBytes(MediaKind.LOOKED_AT);
        }
    }

    /** A name without folders, control characters and what turns text around. */
    private static String clean(String name) {
        var last = name.replaceAll(".*[/\\\\]", "")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\"<>|:*?\\[\\];]", "_")
                .strip();
        var kept = last.isEmpty() || last.equals(".") || last.equals("..") ? "file" : last;
        return kept.length() > LONGEST_NAME ? kept.substring(kept.length() - LONGEST_NAME) : kept;
    }

    private static UploadResult refused(Problem problem) {
        return new UploadResult.Refused(List.of(problem));
    }
}
