package io.github.clipunit.pixels;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Pictures without a flaw of pixels, of the kinds that generators are asked for; the same for a seed, but for how a machine's
 * fonts and antialiasing look.
 */
enum SoundPictures {
    OUTLINE_ICON("outline icons on white") {
        @Override
        void paint(Canvas canvas) {
            canvas.ground(Color.WHITE);
            canvas.icon(canvas.chance(0.6) ? canvas.gray(0, 90) : canvas.colour(), false);
        }
    },
    FLAT_ICON("flat icons on white") {
        @Override
        void paint(Canvas canvas) {
            canvas.ground(Color.WHITE);
            canvas.icon(canvas.colour(), true);
        }
    },
    ICON_ON_COLOUR("icons on black or a colour") {
        @Override
        void paint(Canvas canvas) {
            canvas.ground(canvas.chance(0.3) ? Color.BLACK : canvas.colour());
            canvas.icon(canvas.chance(0.3) ? Color.WHITE : canvas.colour(), canvas.chance(0.6));
        }
    },
    FLAG("flags of two or three stripes, some with an emblem") {
        @Override
        void paint(Canvas canvas) {
            canvas.flag();
        }
    },
    CHART("charts") {
        @Override
        void paint(Canvas canvas) {
            canvas.ground(Color.WHITE);
            canvas.chart();
        }
    },
    TEXT("pages of text and user interfaces") {
        @Override
        void paint(Canvas canvas) {
            canvas.ground(canvas.chance(0.8) ? canvas.gray(235, 256) : canvas.gray(10, 40));
            canvas.page();
        }
    },
    SOFT("soft drawings and gradients") {
        @Override
        void paint(Canvas canvas) {
            canvas.softDrawing();
        }
    },
    RENDERING("shaded renderings") {
        @Override
        void paint(Canvas canvas) {
            canvas.rendering();
        }
    },
    NOISE("power-law noise with edges") {
        @Override
        void paint(Canvas canvas) {
            canvas.powerLaw();
        }
    },
    LEAVES("fallen leaves with grain") {
        @Override
        void paint(Canvas canvas) {
            canvas.leaves();
        }
    };

    private static final int[] SIZES = {64, 96, 128, 160, 224, 256, 256, 300, 384, 512, 512, 640, 768, 1024};

    private final String title;

    SoundPictures(String title) {
        this.title = title;
    }

    abstract void paint(Canvas canvas);

    String title() {
        return title;
    }

    /** The picture of a seed, from 64 to 1024 pixels wide, square or up to twice as wide as high or high as wide. */
    BufferedImage paint(long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + title.hashCode());
        int size = SIZES[random.nextInt(SIZES.length)];
        int other = random.nextInt(3) > 0 ? size : Math.max(64, (int) (size * random.nextDouble(0.5, 1)));
        boolean upright = random.nextBoolean();
        return paint(seed, upright ? other : size, upright ? size : other);
    }

    BufferedImage paint(long seed, int width, int height) {
        Canvas canvas = new Canvas(width, height, new SplittableRandom(seed * 37 + title.hashCode()));
        paint(canvas);
        canvas.graphics.dispose();
        return canvas.image;
    }

    /** What the pictures are painted on. */
    static final class Canvas {
        private final int width;
        private final int height;
        private final SplittableRandom random;
        private final BufferedImage image;
        private final Graphics2D graphics;

        private Canvas(int width, int height, SplittableRandom random) {
            this.width = width;
            this.height = height;
            this.random = random;
            image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        }

        private boolean chance(double probability) {
            return random.nextDouble() < probability;
        }

        private double between(double low, double high) {
            return random.nextDouble(low, high);
        }

        private Color gray(int from, int to) {
            int level = random.nextInt(from, to);
            return new Color(level, level, level);
        }

        private Color colour() {
            return Color.getHSBColor((float) random.nextDouble(), (float) between(0.3, 1), (float) between(0.35, 0.95));
        }

        private void ground(Color colour) {
            graphics.setColor(colour);
            graphics.fillRect(0, 0, width, height);
        }

        private void icon(Color colour, boolean filled) {
            int size = Math.min(width, height);
            double scale = size / 100.0;
            AffineTransform before = graphics.getTransform();
            double margin = chance(0.2) ? 0 : between(2, 16);
            graphics.translate((width - size) / 2.0 + margin * scale, (height - size) / 2.0 + margin * scale);
            graphics.scale(scale * (100 - 2 * margin) / 100, scale * (100 - 2 * margin) / 100);
            graphics.setStroke(new BasicStroke(
                    (float) between(1, chance(0.5) ? 3 : 8), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.setColor(colour);
            int shapes = random.nextInt(1, 7);
            for (int i = 0; i < shapes; i++) {
                Shape shape = shape(i == 0 ? 1 : 0.5);
                if (filled) {
                    graphics.setPaint(paintOf(i == 0 ? colour : colour(), shape));
                    graphics.fill(shape);
                }
                if (!filled || shape instanceof Line2D || chance(0.2)) {
                    graphics.draw(shape);
                }
            }
            graphics.setTransform(before);
        }

        private java.awt.Paint paintOf(Color colour, Shape shape) {
            Rectangle2D box = shape.getBounds2D();
            return chance(0.25)
                    ? new GradientPaint(
                            (float) box.getMinX(),
                            (float) box.getMinY(),
                            colour,
                            (float) box.getMinX(),
                            (float) box.getMaxY() + 1,
                            colour())
                    : colour;
        }

        /** In a square of 100: the first of an icon is large and upright, others lie anywhere. */
        private Shape shape(double part) {
            double w = between(0.4, 1) * 90 * part;
            double h = between(0.4, 1) * 90 * part;
            double x = part == 1 ? 50 - w / 2 : between(5, 95 - w);
            double y = part == 1 ? 50 - h / 2 : between(5, 95 - h);
            return switch (random.nextInt(7)) {
                case 0 -> new RoundRectangle2D.Double(x, y, w, h, 12, 12);
                case 1 -> new Ellipse2D.Double(x, y, w, h);
                case 2 -> new Ellipse2D.Double(x, y, Math.min(w, h), Math.min(w, h));
                case 3 -> new Rectangle2D.Double(x, y, w, h);
                case 4 -> new Arc2D.Double(x, y, w, h, between(0, 360), between(60, 300), Arc2D.OPEN);
                case 5 -> new Line2D.Double(x, y, x + w, chance(0.4) ? y : y + h);
                default -> polygon(x + w / 2, y + h / 2, w / 2, h / 2);
            };
        }

        private Path2D polygon(double cx, double cy, double rx, double ry) {
            Path2D path = new Path2D.Double();
            int corners = random.nextInt(3, 11);
            double turn = between(0, 6);
            for (int i = 0; i < corners; i++) {
                double reach = corners > 5 && i % 2 == 0 ? 0.5 : 1;
                double x = cx + reach * rx * Math.cos(turn + 2 * Math.PI * i / corners);
                double y = cy + reach * ry * Math.sin(turn + 2 * Math.PI * i / corners);
                if (i == 0) {
                    path.moveTo(x, y);
                } else {
                    path.lineTo(x, y);
                }
            }
            path.closePath();
            return path;
        }

        private void flag() {
            ground(colour());
            Color outer = chance(0.5) ? colour() : Color.WHITE;
            double share = chance(0.7) ? 1 / 3.0 : 0.25;
            boolean lies = chance(0.5);
            graphics.setColor(outer);
            graphics.fill(new Rectangle2D.Double(0, 0, lies ? width : share * width, lies ? share * height : height));
            graphics.setColor(chance(0.6) ? outer : colour());
            graphics.fill(new Rectangle2D.Double(
                    lies ? 0 : (1 - share) * width, lies ? (1 - share) * height : 0, width, height));
            if (chance(0.4)) {
                double size = Math.min(width, height) * between(0.15, 0.3);
                graphics.setColor(colour());
                graphics.fill(
                        chance(0.5)
                                ? polygon(width / 2.0, height / 2.0, size / 2, size / 2)
                                : new Ellipse2D.Double(width / 2.0 - size / 2, height / 2.0 - size / 2, size, size));
            }
        }

        private void chart() {
            double left = width * between(0.05, 0.15);
            double right = width * between(0.9, 0.98);
            double top = height * between(0.03, 0.15);
            double bottom = height * between(0.8, 0.95);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(7, Math.min(width, height) / 30)));
            graphics.setStroke(new BasicStroke((float) (Math.min(width, height) > 300 ? between(1, 2) : 1)));
            int lines = random.nextInt(3, 8);
            for (int i = 0; i <= lines; i++) {
                double y = bottom + (top - bottom) * i / lines;
                graphics.setColor(gray(200, 230));
                graphics.draw(new Line2D.Double(left, y, right, y));
                graphics.setColor(Color.DARK_GRAY);
                graphics.drawString(Integer.toString(i * 10), 1, (float) y);
            }
            graphics.draw(
                    chance(0.5)
                            ? new Rectangle2D.Double(left, top, right - left, bottom - top)
                            : new Line2D.Double(left, top, left, bottom));
            switch (random.nextInt(3)) {
                case 0 -> bars(left, right, top, bottom);
                case 1 -> curves(left, right, top, bottom);
                default -> points(left, right, top, bottom);
            }
        }

        private void bars(double left, double right, double top, double bottom) {
            int bars = random.nextInt(3, 24);
            graphics.setColor(colour());
            for (int i = 0; i < bars; i++) {
                double share = between(0.1, 1);
                double step = (right - left) / bars;
                graphics.fill(new Rectangle2D.Double(
                        left + step * (i + 0.15), bottom - share * (bottom - top), 0.7 * step, share * (bottom - top)));
            }
        }

        private void curves(double left, double right, double top, double bottom) {
            graphics.setStroke(new BasicStroke((float) Math.max(1, Math.min(width, height) / between(120, 400))));
            for (int curve = random.nextInt(1, 5); curve > 0; curve--) {
                Path2D path = new Path2D.Double();
                double level = between(0.2, 0.8);
                path.moveTo(left, bottom + level * (top - bottom));
                for (int i = 1; i <= 60; i++) {
                    level = Math.max(0, Math.min(1, level + between(-0.08, 0.08)));
                    path.lineTo(left + (right - left) * i / 60, bottom + level * (top - bottom));
                }
                graphics.setColor(colour());
                graphics.draw(path);
            }
        }

        private void points(double left, double right, double top, double bottom) {
            double size = Math.max(2, Math.min(width, height) / between(40, 120));
            graphics.setColor(colour());
            for (int i = random.nextInt(20, 200); i > 0; i--) {
                graphics.fill(
                        new Ellipse2D.Double(between(left, right - size), between(top, bottom - size), size, size));
            }
        }

        private void page() {
            boolean isDark = (image.getRGB(0, 0) & 0xff) < 128;
            double y = height * 0.05;
            while (y < height * 0.92) {
                int size = random.nextInt(8, Math.max(10, Math.min(width, height) / 14));
                if (chance(0.15)) {
                    graphics.setColor(colour());
                    graphics.fill(new RoundRectangle2D.Double(
                            width * 0.05, y, width * between(0.2, 0.9), 2.0 * size, size, size));
                    y += 2.4 * size;
                } else {
                    graphics.setFont(new Font(chance(0.5) ? Font.SERIF : Font.SANS_SERIF, Font.PLAIN, size));
                    graphics.setColor(isDark ? gray(180, 256) : gray(0, 110));
                    graphics.drawString(
                            words(random.nextInt(2, 3 + 2 * width / size / 6)), width / 20f, (float) y + size);
                    y += 1.4 * size;
                }
            }
        }

        private String words(int count) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < count; i++) {
                for (int letters = random.nextInt(2, 9); letters > 0; letters--) {
                    text.append((char) ('a' + random.nextInt(26)));
                }
                text.append(' ');
            }
            return text.toString();
        }

        /** A gradient with soft blobs and, in half of them, a few sharp shapes or grain. */
        private void softDrawing() {
            graphics.setPaint(new GradientPaint(0, 0, colour(), (float) between(0, width), height, colour()));
            graphics.fillRect(0, 0, width, height);
            int blobs = random.nextInt(0, 12);
            double[][] blob = new double[blobs][];
            for (int i = 0; i < blobs; i++) {
                Color colour = colour();
                double radius = between(0.05, 0.4) * Math.min(width, height);
                blob[i] = new double[] {
                    between(0, width), between(0, height), radius, colour.getRed(), colour.getGreen(), colour.getBlue()
                };
            }
            shade((x, y, rgb) -> {
                for (double[] one : blob) {
                    double r = Math.hypot(x - one[0], y - one[1]) / one[2];
                    double cover = Math.exp(-r * r);
                    for (int c = 0; c < 3; c++) {
                        rgb[c] += cover * (one[3 + c] - rgb[c]);
                    }
                }
            });
            if (chance(0.3)) {
                graphics.setColor(colour());
                graphics.fill(new Ellipse2D.Double(width * 0.3, height * 0.2, width * 0.3, height * 0.4));
            }
            if (chance(0.3)) {
                grain(between(0.3, 2));
            }
        }

        /** Lit spheres on a plane with a procedural pattern, by Lambert and Phong, without antialiasing in half of them. */
        private void rendering() {
            int spheres = random.nextInt(2, 9);
            double[][] sphere = new double[spheres][];
            Color[] colours = new Color[spheres];
            for (int i = 0; i < spheres; i++) {
                sphere[i] = new double[] {between(0, width), between(0.2, 0.9) * height, between(0.06, 0.25) * width};
                colours[i] = colour();
            }
            Color ground = colour();
            Color sky = colour();
            double horizon = between(0.2, 0.6) * height;
            double texture = between(0, 60);
            int samples = chance(0.5) ? 1 : 2;
            shade((px, py, rgb) -> {
                for (int s = 0; s < samples * samples; s++) {
                    double x = px + (s % samples + 0.5) / samples - 0.5;
                    double y = py + (Math.floorDiv(s, samples) + 0.5) / samples - 0.5;
                    double[] seen = seen(x, y, horizon, texture, ground, sky, sphere, colours);
                    for (int c = 0; c < 3; c++) {
                        rgb[c] = (s == 0 ? 0 : rgb[c]) + seen[c] / (samples * samples);
                    }
                }
            });
            if (chance(0.5)) {
                grain(between(0.5, 4));
            }
        }

        private static double[] seen(
                double x,
                double y,
                double horizon,
                double texture,
                Color ground,
                Color sky,
                double[][] sphere,
                Color[] colours) {
            for (int i = 0; i < sphere.length; i++) {
                double nx = (x - sphere[i][0]) / sphere[i][2];
                double ny = (y - sphere[i][1]) / sphere[i][2];
                double rest = 1 - nx * nx - ny * ny;
                if (rest > 0) {
                    double nz = Math.sqrt(rest);
                    double lit = Math.max(0, -0.5 * nx - 0.6 * ny + 0.62 * nz);
                    double bump = texture * Math.sin(9 * nx / (nz + 0.3) + 3 * i) * Math.sin(9 * ny / (nz + 0.3)) / 2;
                    double shine = 200 * Math.pow(lit, 30);
                    return mixed(colours[i], 0.2 + 0.8 * lit, bump + shine);
                }
            }
            if (y < horizon) {
                return mixed(sky, 0.6 + 0.4 * y / horizon, 0);
            }
            double depth = 200 / (y - horizon + 4);
            double tile = Math.floor(x * depth / 60) + Math.floor(depth * 4);
            return mixed(ground, 0.75, (tile % 2 == 0 ? 1 : -1) * texture);
        }

        private static double[] mixed(Color colour, double light, double more) {
            return new double[] {
                colour.getRed() * light + more, colour.getGreen() * light + more, colour.getBlue() * light + more
            };
        }

        /** Noise whose amplitude falls as a power of frequency, as that of photographs does, cut by edges of objects. */
        private void powerLaw() {
            double exponent = between(0.9, 1.6);
            double contrast = between(25, 60);
            double[][] noise = new double[4][];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = powerLaw(exponent);
            }
            int objects = random.nextInt(0, 7);
            double[][] object = new double[objects][];
            for (int i = 0; i < objects; i++) {
                object[i] = new double[] {
                    between(0, width),
                    between(0, height),
                    between(0.08, 0.3) * width,
                    between(-90, 90),
                    between(-40, 40)
                };
            }
            double mean = between(90, 165);
            shade((x, y, rgb) -> {
                int at = y * width + x;
                for (int c = 0; c < 3; c++) {
                    rgb[c] = mean + contrast * (noise[0][at] + 0.3 * noise[c + 1][at]);
                }
                for (double[] one : object) {
                    if (Math.hypot(x - one[0], y - one[1]) < one[2]) {
                        rgb[0] += one[3];
                        rgb[1] += one[3] + one[4];
                        rgb[2] += one[3] - one[4];
                        break;
                    }
                }
            });
            if (chance(0.7)) {
                grain(between(0.5, 5));
            }
        }

        private double[] powerLaw(double exponent) {
            int size = Integer.highestOneBit(Math.max(width, height) * 2 - 1);
            FourierTransform transform = new FourierTransform(size);
            double[][] real = new double[size][size];
            double[][] imaginary = new double[size][size];
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    double frequency = Math.hypot(Math.min(x, size - x), Math.min(y, size - y));
                    double amplitude = frequency == 0 ? 0 : Math.pow(frequency, -exponent);
                    double phase = random.nextDouble(2 * Math.PI);
                    real[y][x] = amplitude * Math.cos(phase);
                    imaginary[y][x] = amplitude * Math.sin(phase);
                }
                transform.transform(real[y], imaginary[y]);
            }
            double[] values = new double[width * height];
            double[] re = new double[size];
            double[] im = new double[size];
            double squares = 0;
            for (int x = 0; x < width; x++) {
                for (int y = 0; y < size; y++) {
                    re[y] = real[y][x];
                    im[y] = imaginary[y][x];
                }
                transform.transform(re, im);
                for (int y = 0; y < height; y++) {
                    values[y * width + x] = re[y];
                    squares += re[y] * re[y];
                }
            }
            double deviation = Math.sqrt(squares / values.length);
            for (int i = 0; i < values.length; i++) {
                values[i] /= deviation;
            }
            return values;
        }

        /** Opaque discs of all sizes on each other (Lee, Mumford and Huang 2001), with grain. */
        private void leaves() {
            double most = Math.min(width, height) * between(0.08, 0.2);
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING,
                    chance(0.5) ? RenderingHints.VALUE_ANTIALIAS_ON : RenderingHints.VALUE_ANTIALIAS_OFF);
            ground(colour());
            for (int leaf = width * height / 20; leaf > 0; leaf--) {
                double radius = 1.5 / Math.sqrt(random.nextDouble(2.25 / most / most, 1));
                graphics.setColor(colour());
                graphics.fill(new Ellipse2D.Double(
                        between(-radius, width), between(-radius, height), 2 * radius, 2 * radius));
            }
            grain(between(0.3, 4));
        }

        private void grain(double deviation) {
            shade((x, y, rgb) -> {
                for (int c = 0; c < 3; c++) {
                    rgb[c] += deviation * random.nextGaussian();
                }
            });
        }

        private interface Shader {
            void shade(int x, int y, double[] rgb);
        }

        private void shade(Shader shader) {
            double[] pixel = new double[3];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int rgb = image.getRGB(x, y);
                    for (int c = 0; c < 3; c++) {
                        pixel[c] = rgb >> (16 - 8 * c) & 0xff;
                    }
                    shader.shade(x, y, pixel);
                    int shaded = 0;
                    for (int c = 0; c < 3; c++) {
                        shaded = shaded << 8 | (int) Math.max(0, Math.min(255, Math.round(pixel[c])));
                    }
                    image.setRGB(x, y, shaded);
                }
            }
        }
    }
}
