package dev.trellis.core.search;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.metadata.SystemFields;
import dev.trellis.core.record.StoredRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the index: one document per record with its entries and with owner and department, which narrow a search
 * to what somebody may see. One thread writes, any number read.
 */
final class SearchIndex implements AutoCloseable {

    static final String ID = "id";
    static final String ENTITY = "entity";
    static final String OWNER = "owner";
    static final String DEPARTMENT = "department";
    static final String SHARED = "shared";

    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final String ROUND = "round";
    private static final FieldType ENTRIES = entries();

    private final Words words;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Map<String, String> facts;

    SearchIndex(Words words, IndexFiles.Opened opened) {
        this.words = words;
        this.writer = opened.writer();
        this.searchers = opened.searchers();
        this.facts = Map.copyOf(opened.facts());
    }

    private static FieldType entries() {
        var type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS);
        type.setOmitNorms(true);
        type.setTokenized(true);
        type.freeze();
        return type;
    }

    /** What was noted at the last commit before this process. */
    Map<String, String> facts() {
        return facts;
    }

    /** Work with what the index held when it was last refreshed. */
    @FunctionalInterface
    interface Reading<T> {
        T with(IndexSearcher searcher) throws IOException;
    }

    <T> T read(Reading<T> work) {
        try {
            var searcher = searchers.acquire();
            try {
                return work.with(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes in a record in the place of what is there of it.
     *
     * @param sharedWith with whom it is shared by hand
     * @param round the reading of the whole entity to which this belongs, or which came last
     */
    void put(IndexPlan.Texts texts, StoredRecord record, Set<String> sharedWith, String round) throws IOException {
        writer.updateDocument(id(record.id()), document(texts, record, sharedWith, round));
    }

    void remove(RecordId id) throws IOException {
        writer.deleteDocuments(id(id));
    }

    void removeEntity(String entity) throws IOException {
        writer.deleteDocuments(new Term(ENTITY, entity));
    }

    /** Removes what a completed reading of an entity has not found any more. */
    void removeOthers(String entity, String round) throws IOException {
        writer.deleteDocuments(new BooleanQuery.Builder()
                .add(new TermQuery(new Term(ENTITY, entity)), Occur.FILTER)
                .add(new TermQuery(new Term(ROUND, round)), Occur.MUST_NOT)
                .build());
    }

    void clear() {
        try {
            writer.deleteAll();
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    void commit(Map<String, String> noted) throws IOException {
        writer.setLiveCommitData(noted.entrySet());
        writer.commit();
    }

    private Document document(IndexPlan.Texts texts, StoredRecord record, Set<String> sharedWith, String round) {
        var document = new Document();
        document.add(new StringField(ID, record.id().toString(), Field.Store.NO));
        document.add(new NumericDocValuesField(ID, record.id().value()));
        document.add(new StringField(ENTITY, record.entity(), Field.Store.NO));
        document.add(new SortedDocValuesField(ENTITY, new BytesRef(record.entity())));
        document.add(new StringField(ROUND, round, Field.Store.NO));
        reference(document, OWNER, record.value(SystemFields.OWNER));
        reference(document, DEPARTMENT, record.value(SystemFields.DEPARTMENT));
        sharedWith.forEach(recipient -> document.add(new StringField(SHARED, recipient, Field.Store.NO)));
        var entries = new LinkedHashMap<String, List<String>>();
        texts.places().forEach((field, place) -> {
            var text = text(record.value(field));
            if (!text.isEmpty()) {
                var list = entries.computeIfAbsent(place, _ -> new ArrayList<>());
                words.entries(text).forEach(entry -> list.add(entry.text()));
                if (place.equals(IndexPlan.TITLE)) {
                    list.add(Entry.Kind.WHOLE.with(Words.whole(text)));
                }
            }
        });
        entries.forEach((place, list) -> document.add(new Field(place, new EntryStream(list), ENTRIES)));
        return document;
    }

    private static void reference(Document document, String field, @Nullable Object value) {
        if (value instanceof RecordId id) {
            document.add(new StringField(field, id.toString(), Field.Store.NO));
        }
    }

    /** Returns the text of a value; of several all of them. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case List<?> several ->
                String.join("\n", several.stream().map(String::valueOf).toList());
            default -> value.toString();
        };
    }

    private static Term id(RecordId id) {
        return new Term(ID, id.toString());
    }

    /** Closes after a failure: what was not committed is lost, errors are told to nobody. */
    void giveUp() {
        try {
            writer.rollback();
        } catch (IOException | RuntimeException e) {
            LOG.debug("A broken search index did not close cleanly", e);
        }
        IOUtils.closeWhileHandlingException(searchers, writer.getDirectory());
    }

    @Override
    public void close() throws IOException {
        IOUtils.close(searchers, writer, writer.getDirectory());
    }
}
