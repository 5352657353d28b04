package dev.trellis.core.template;

/**
 * A folder of metadata: definitions as {@code <kind>/<id>.json}, what it adds to definitions of packages that it requires as
 * {@code extension/<kind>/<id>.json}, a small demo set as {@code demo/*.json}.
 */
public interface MetadataPackage {

    PackageManifest manifest();

    /** Returns the text of one of the files that the manifest lists. */
    String text(String file);
}
