package io.github.clipunit.model;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.clipunit.internal.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The models that clipunit knows by name, and the aesthetic heads of some of them, listed under their models' ids. Read
 * from {@code catalog.json} in this package.
 *
 * @hidden
 */
public record Catalog(List<CatalogModel> models, List<CatalogModel> heads) {

    private static final String RESOURCE = "catalog.json";

    public static Catalog load() {
        try (InputStream stream = Catalog.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new ModelUnavailableException("the clipunit jar lacks " + RESOURCE
                        + ": it is damaged or was repackaged; add io.github.clipunit:clipunit unshaded");
            }
            Catalog read = new Gson().fromJson(new InputStreamReader(stream, StandardCharsets.UTF_8), Catalog.class);
            return Objects.requireNonNull(read, RESOURCE);
        } catch (IOException | JsonParseException e) {
            throw new ModelUnavailableException("the clipunit jar's " + RESOURCE + " cannot be read: " + e, e);
        }
    }

    /** Returns the model with that id or alias, or whose Hub repository has that name. */
    public Optional<CatalogModel> find(String name) {
        return models.stream().filter(model -> model.names().contains(name)).findFirst();
    }

    /** Returns the nearest known id to an unknown one, or empty if a model's advice names it as an export. */
    public Optional<String> nearest(String wrong) {
        Map<String, String> ids = new LinkedHashMap<>(Map.of(EmbeddedModel.PICTOGRAM, EmbeddedModel.PICTOGRAM));
        for (CatalogModel model : models) {
            for (String name : model.names()) {
                ids.putIfAbsent(name, model.id());
                ids.putIfAbsent(name.substring(name.indexOf('/') + 1), model.id());
            }
        }
        String best = NearestName.of(wrong, ids.keySet());
        boolean isAdvised = models.stream().anyMatch(model -> model.advice().contains("=" + wrong + ","));
        return !isAdvised && 2 * NearestName.edits(wrong, best) <= Math.max(wrong.length(), best.length())
                ? Optional.ofNullable(ids.get(best))
                : Optional.empty();
    }
}
