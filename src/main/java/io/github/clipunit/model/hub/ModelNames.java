package io.github.clipunit.model.hub;

import io.github.clipunit.internal.Project;
import io.github.clipunit.model.Catalog;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.FolderModel;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Precision;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;

/** The mapping from a model's name to its files. No model silently replaces another. */
public final class ModelNames {

    /** The model that scores. */
    public static final Setting<String> MODEL = Setting.text(
            "clipunit.model",
            "the model: pictogram (inside the jar), a model directory"
                    + " (absolute or relative to the module's directory), or a Hugging Face Hub id",
            "openai/clip-vit-base-patch32");

    /** The aesthetic head that scores; empty for the one that LAION published for the model. */
    public static final Setting<String> HEAD = Setting.path(
            "clipunit.aesthetic.head", "an aesthetic head of your own (default: LAION's for the model)", "");

    /** The model that the head was trained on; the head's file does not state it. */
    public static final Setting<String> HEAD_MODEL = Setting.text(
            "clipunit.aesthetic.head.model",
            "the model whose embeddings that head was trained on: its name, or eight or more digits of its digest",
            "");

    private ModelNames() {}

    /**
     * Returns the files of the model with that name. A model of the Hub is taken from the hub cache; if it is missing
     * there, it is fetched first if network access is allowed.
     *
     * @param name {@code pictogram}, the path of a model directory, a name in the catalog, or a Hub id
     * @param settings the cache, and whether models may be fetched
     * @throws ModelUnavailableException if the model is not available; the message names the ways to get one
     */
    public static ModelDirectory find(String name, Settings settings) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a model's name [" + name + "] must not be null or blank; name "
                    + EmbeddedModel.PICTOGRAM + ", a model directory or a model of the Hub");
        }
        if (name.equals(EmbeddedModel.PICTOGRAM)) {
            return EmbeddedModel.pictogram();
        }
        if (isFolder(name, settings)) {
            return FolderModel.of(settings.project().resolve(name), name, settings.get(Precision.PRECISION));
        }
        try {
            return ModelStore.of(settings).fetch(name);
        } catch (ModelUnavailableException e) {
            throw Catalog.load().find(name).isPresent() ? e : meantAsFolder(name, settings, e);
        }
    }

    /**
     * Adds that there is no folder of that name. A mistyped path such as {@code models/clip} looks like a Hub id, and
     * its author should not search for network problems.
     */
    private static ModelUnavailableException meantAsFolder(
            String name, Settings settings, ModelUnavailableException failure) {
        String message = String.valueOf(failure.getMessage());
        String folder = absolute(name, settings.project());
        return message.contains(folder)
                ? failure
                : new ModelUnavailableException(
                        message + ". If [" + name + "] was meant as a folder: there is none at [" + folder + "]",
                        failure);
    }

    /** Returns the path that a folder of that name would have, for messages. */
    static String absolute(String name, Project project) {
        try {
            return project.resolve(name).toString();
        } catch (InvalidPathException e) {
            return name;
        }
    }

    private static boolean isFolder(String name, Settings settings) {
        try {
            return Files.isDirectory(settings.project().resolve(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
