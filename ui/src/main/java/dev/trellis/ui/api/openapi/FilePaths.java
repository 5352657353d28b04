package dev.trellis.ui.api.openapi;

import tools.jackson.databind.node.ObjectNode;

/** The routes of files. */
final class FilePaths {

    private static final String TAG = "files";

    private FilePaths() {}

    static void write(ObjectNode paths) {
        // A form with a part "file" is taken, too; generators make a parameter "entity" and their own of that meet.
        Operation.write(paths, "POST /files", TAG, "uploadFile", "Takes in a file for a field of an entity.")
                .query("entity", "string", "The entity.")
                .query("field", "string", "The field that will hold the file.")
                .query("name", "string", "The file's name, where the body is the file itself.")
                .query("replaces", "string", "The file of which this is a new version.")
                .content()
                .answers("201", "What is known of the file; a record is then saved with its id.", "StoredFile")
                .errors("400", "404", "413", "415", "422");
        Operation.write(paths, "GET /files/{id}", TAG, "readFile", "Reads the content of a file.")
                .file("200", "The content.")
                .errors("400", "404");
        Operation.write(paths, "GET /files/{id}/versions", TAG, "listFileVersions", "Lists the versions of a file.")
                .answers("200", "The versions, the newest first.", "StoredFiles")
                .errors("400", "404");
    }
}
