package dev.trellis.ui.api.openapi;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The routes of metadata, for those who may design. */
final class MetadataPaths {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String TAG = "metadata";
    private static final String STAGE = "published or draft; published where it is left out.";

    private MetadataPaths() {}

    static void write(ObjectNode paths) {
        definitions(paths);
        flows(paths);
        drafts(paths);
        versions(paths);
    }

    private static void definitions(ObjectNode paths) {
        Operation.write(paths, "GET /metadata", TAG, "listMetadata", "Lists the ids of all definitions.")
                .answers("200", "The live version and the ids by kind.", "MetadataOverview")
                .errors("403");
        Operation.write(paths, "GET /metadata/schema/{kind}", TAG, "getSchema", "Tells the JSON Schema of a kind.")
                .answers("200", "A JSON Schema.", "Anything")
                .errors("403", "404");
        Operation.write(
                        paths,
                        "GET /index-advice/{entity}",
                        TAG,
                        "indexAdvice",
                        "Tells by which fields records would be found faster with an index, and which were given one.")
                .answers(
                        "200",
                        "The fields, with the lists that narrow by them and how often they were used.",
                        "Anything")
                .errors("403", "404");
        Operation.write(paths, "GET /metadata/{kind}", TAG, "listDefinitions", "Reads all definitions of a kind.")
                .query("stage", "string", STAGE)
                .answers("200", "The definitions.", "DefinitionList")
                .errors("400", "403", "404");
        Operation.write(paths, "GET /metadata/{kind}/{id}", TAG, "getDefinition", "Reads a definition.")
                .query("stage", "string", STAGE)
                .answers("200", "The definition.", "Definition")
                .errors("400", "403", "404");
        Operation.write(paths, "PUT /metadata/{kind}/{id}", TAG, "putDefinition", "Puts a definition into the draft.")
                .body("Definition", role())
                .answers("200", "The caller's draft.", "Draft")
                .errors("400", "403", "404", "413", "415", "422");
        Operation.write(paths, "DELETE /metadata/{kind}/{id}", TAG, "deleteDefinition", "Deletes it in the draft.")
                .answers("200", "The caller's draft.", "Draft")
                .errors("403", "404");
    }

    private static void flows(ObjectNode paths) {
        Operation.write(
                        paths,
                        "GET /metadata/approval/{id}/findings",
                        TAG,
                        "lintApproval",
                        "Tells what is odd about a flow in the caller's draft: gaps and overlaps, nodes that nobody reaches, "
                                + "roles without members; each with the id of its node.")
                .answers("200", "What was found; may be published all the same.", "Anything")
                .errors("403", "404");
        Operation.write(
                        paths,
                        "GET /metadata/approval/{id}/trial",
                        TAG,
                        "tryApproval",
                        "Sends the records changed last through a flow of the caller's draft and writes nothing: which would "
                                + "take another way than now, which would find nobody, how often each person would be asked.")
                .query("last", "integer", "How many records, 1 to 500; 50 where it is left out.")
                .answers("200", "The ways before and after, and the load of each person.", "Anything")
                .errors("400", "403", "404");
    }

    private static void drafts(ObjectNode paths) {
        Operation.write(paths, "GET /metadata/draft/changes", TAG, "reviewDraft", "Tells what publishing would do.")
                .answers("200", "Changes, problems and losses.", "DraftReview")
                .errors("403");
        Operation.write(paths, "DELETE /metadata/draft", TAG, "discardDraft", "Throws the caller's draft away.")
                .answers("200", "The empty draft.", "Draft")
                .errors("403");
        var publish = NODES.objectNode().put("comment", "Percent on opportunities");
        publish.putArray("confirm");
        Operation.write(paths, "POST /metadata/publish", TAG, "publish", "Makes the caller's draft live.")
                .body("Publication", publish)
                .answers("200", "The new version and what was done.", "Published")
                .errors("400", "403", "409", "413", "415", "422");
    }

    private static void versions(ObjectNode paths) {
        Operation.write(paths, "GET /metadata/versions", TAG, "listVersions", "Lists what was published.")
                .answers("200", "The versions, the newest first.", "VersionList")
                .errors("403");
        Operation.write(
                        paths,
                        "GET /metadata/versions/{version}/changes",
                        TAG,
                        "listVersionChanges",
                        "Tells what a version changed.")
                .answers("200", "The changes.", "ChangeList")
                .errors("403", "404");
        Operation.write(
                        paths,
                        "POST /metadata/versions/{version}/revert",
                        TAG,
                        "revertVersion",
                        "Makes a draft that undoes a version.")
                .answers("200", "The caller's draft.", "Draft")
                .errors("403", "404", "409", "422");
    }

    private static ObjectNode role() {
        var example = NODES.objectNode().put("id", "c_auditor");
        example.putObject("label").put("en", "Auditor").put("zh-CN", "审计");
        return example;
    }
}
