package dev.trellis.core.template;

import java.util.List;

/** Offers metadata packages; found by injection. */
public interface PackageSource {

    /** Returns the packages, in no particular order; cheap, for nothing but manifests is read. */
    List<MetadataPackage> packages();
}
