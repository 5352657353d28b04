package dev.trellis.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class IndexKeepingTest {

    @TempDir
    private Path temporary;

    private Path folder() {
        return temporary.resolve("search");
    }

    @Test
    void what_happened_while_a_node_was_away_is_found_after_its_return() {
        try (var company = SearchCompany.start(SearchCompany.in(folder()))) {
            company.contact("anna", Map.of("name", "Before"));
            assertThat(company.titles(company.admin(), "before")).containsExactly("Before");

            company.restart(Map.of());
            company.contact("anna", Map.of("name", "Meanwhile"));
            company.restart(SearchCompany.in(folder()));

            assertThat(company.search().state().complete()).isFalse();
            assertThat(company.titles(company.admin(), "meanwhile")).containsExactly("Meanwhile");
            assertThat(company.titles(company.admin(), "before")).containsExactly("Before");
        }
    }

    @Test
    void a_broken_index_is_made_anew() throws IOException {
        try (var company = SearchCompany.start(SearchCompany.in(folder()))) {
            company.contact("anna", Map.of("name", "Phoenix"));
            company.search().catchUp();
            company.restart(Map.of());
            try (var files = Files.list(folder())) {
                for (var file : files.toList()) {
                    if (!file.endsWith(IndexWriter.WRITE_LOCK_NAME)) {
                        Files.write(file, new byte[] {1, 2, 3});
                    }
                }
            }

            company.restart(SearchCompany.in(folder()));

            assertThat(company.titles(company.admin(), "phoenix")).containsExactly("Phoenix");
        }
    }

    @Test
    void the_index_of_another_database_is_made_anew() {
        try (var other = SearchCompany.start(SearchCompany.in(folder()))) {
            other.contact("anna", Map.of("name", "Stranger"));
            assertThat(other.titles(other.admin(), "stranger")).hasSize(1);
        }
        try (var company = SearchCompany.start(SearchCompany.in(folder()))) {
            company.contact("anna", Map.of("name", "Native"));

            assertThat(company.titles(company.admin(), "native")).containsExactly("Native");
            long documents = company.app().get(IndexKeeper.class).index().read(searcher ->
                    (long) searcher.getIndexReader().numDocs());
            assertThat(documents).isEqualTo(4);
        }
    }

    @Test
    void two_processes_beside_one_folder_have_an_index_each() {
        try (var company = SearchCompany.start(SearchCompany.in(folder()))) {
            company.contact("anna", Map.of("name", "Shared"));
            company.search().catchUp();
            try (var second = company.app().anotherNode(SearchCompany.in(folder()))) {
                second.get(Search.class).catchUp();

                assertThat(second.get(Search.class).find(company.admin(), SearchRequest.of("shared")))
                        .isEqualTo(company.find(company.admin(), "shared"));
            }
        }
    }

    @Test
    void reading_again_goes_on_answering_and_tells_how_far_it_is() throws IOException {
        try (var company = SearchCompany.start(Map.of())) {
            for (int i = 0; i < 5; i++) {
                company.contact("anna", Map.of("name", "Again " + i));
            }
            company.search().catchUp();
            assertThat(company.search().state()).isEqualTo(new IndexState(true, 0, 0));

            company.search().rebuild();
            assertThat(company.ask(company.admin(), SearchRequest.of("again")).hits())
                    .hasSize(5);

            company.search().catchUp();
            assertThat(company.search().state().complete()).isTrue();
            assertThat(company.ask(company.admin(), SearchRequest.of("again")).hits())
                    .hasSize(5);
        }
    }

    @Test
    void a_field_that_is_hidden_today_finds_nothing_any_more_at_once() {
        try (var company = SearchCompany.start(Map.of())) {
            company.create("account", Map.of("name", "Openly", "rating_note", "confidential"));
            var anna = company.seller("anna");
            assertThat(company.titles(anna, "confidential")).containsExactly("Openly");

            company.hideRatings();

            assertThat(company.ask(anna, SearchRequest.of("confidential")).hits())
                    .isEmpty();
            assertThat(company.titles(anna, "confidential")).isEmpty();
            assertThat(company.titles(company.admin(), "confidential")).containsExactly("Openly");
        }
    }
}
