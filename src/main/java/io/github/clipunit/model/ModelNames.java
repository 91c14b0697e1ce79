package io.github.clipunit.model;

import io.github.clipunit.Setting;
import io.github.clipunit.Settings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Turns the name of a model into its files. There is no silent fallback from one model to another. */
public final class ModelNames {

    /** Which model scores. */
    public static final Setting<String> MODEL = Setting.text(
            "clipunit.model",
            "the model: pictogram (inside the jar), a model directory, or a Hugging Face Hub id",
            "openai/clip-vit-base-patch32");

    private ModelNames() {}

    /**
     * The files of the model of that name.
     *
     * @param name {@code pictogram}, the path of a model directory, or a Hub id
     * @param settings where models are kept and whether they may be fetched
     * @throws ModelUnavailableException if there is no such model here; the message names the ways to get one
     */
    public static ModelDirectory find(String name, Settings settings) {
        if (name.equals(EmbeddedModel.PICTOGRAM)) {
            return EmbeddedModel.pictogram();
        }
        if (isFolder(name)) {
            return FolderModel.of(Path.of(name), name);
        }
        throw new ModelUnavailableException(
                "no model [" + name + "] here: it is neither pictogram nor a folder (looked at ["
                        + Path.of("").toAbsolutePath().resolve(name)
                        + "]). Ways to get one: put a Hugging Face ONNX export into a folder and set " + MODEL.name()
                        + " to its path, or set " + MODEL.name()
                        + "=pictogram for the small model inside the jar, which knows pictograms and simple scenes only");
    }

    private static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
