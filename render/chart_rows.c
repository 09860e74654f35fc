/* Charts with a row for each category: levels as dots, changes as ratios. */

#include <math.h>

#include "render/chart.h"
#include "render/scale.h"

/* Where labels, marks and written values stand; on narrow media the label is
 * a line of its own above the marks. */
struct grid {
	double row_height, first; /* first: centre of the first row's marks */
	double left, right;       /* of the marks */
	double label_x, label_dy, text_x;
	double height;
};

static struct grid
make_grid(bool narrow, size_t count, double text_width)
{
	double width = narrow ? CHART_NARROW : CHART_WIDE;
	struct grid grid = {.row_height = narrow ? 38 : 24};

	grid.first = 26 + (narrow ? 24 : 12);
	grid.left = narrow ? 8 : 190;
	grid.right = width - (narrow ? 8 : text_width + 16);
	grid.label_x = narrow ? 0 : 180;
	grid.label_dy = narrow ? -12 : 4;
	grid.text_x = width;
	grid.height = 32 + grid.row_height * (double)count;
	return grid;
}

static xmlNode *
draw_row(struct tree *tree, xmlNode *drawing, const struct grid *grid,
         const struct chart_row *row, size_t i)
{
	double y = grid->first + grid->row_height * (double)i;
	xmlNode *node = tree_add(tree, drawing, "row");

	tree_set(tree, node, "code", row->code);
	tree_set(tree, node, "by", row->figure->by);
	tree_set(tree, node, "figure", row->figure->id);
	tree_set_px(tree, node, "y", y);
	tree_set_px(tree, node, "x1", grid->left);
	tree_set_px(tree, node, "x2", grid->right);
	tree_set_px(tree, node, "label-x", grid->label_x);
	tree_set_px(tree, node, "label-y", y + grid->label_dy);
	tree_set_px(tree, node, "text-x", grid->text_x);
	return node;
}

static void
draw_ticks(struct tree *tree, xmlNode *drawing, const struct grid *grid,
           const struct scale *scale, const double *ticks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		xmlNode *tick = tree_add(tree, drawing, "value");

		tree_set_px(tree, tick, "x", scale_at(scale, ticks[i]));
		tree_set_px(tree, tick, "y1", 22);
		tree_set_px(tree, tick, "y2", grid->height - 2);
		tree_set_real(tree, tick, "value", ticks[i]);
	}
}

static void
draw_whisker(struct tree *tree, xmlNode *node, const struct figure *figure,
             const struct scale *scale)
{
	if (!figure->has_value)
		return;
	if (figure->value > scale->high) {
		/* An arrow at the edge says that it lies beyond. */
		tree_set(tree, node, "beyond", "yes");
		tree_set_px(tree, node, "from", scale->to - 16);
		tree_set_px(tree, node, "to", scale->to);
		return;
	}
	tree_set_px(tree, node, "at", scale_at(scale, figure->value));
	if (!figure->has_interval)
		return;
	tree_set_px(tree, node, "from", scale_at(scale, figure->lower));
	tree_set_px(tree, node, "to", scale_at(scale, figure->upper));
	if (figure->upper > scale->high)
		tree_set(tree, node, "beyond", "yes");
}

static double
highest(const struct chart_row *rows, size_t count)
{
	double high = 0;

	for (size_t i = 0; i < count; i++) {
		const struct figure *f = rows[i].figure, *base = rows[i].base;

		if (f->has_value)
			high = fmax(high, f->has_interval && isfinite(f->upper)
			                          ? f->upper
			                          : f->value);
		if (base != NULL && base->has_value)
			high = fmax(high, base->value);
	}
	return high;
}

void
chart_dots(struct tree *tree, xmlNode *chart, const struct chart_row *rows,
           size_t count)
{
	double ticks[SCALE_TICKS_MAX];

	tree_set(tree, chart, "kind", "dots");
	for (int narrow = 0; narrow < 2; narrow++) {
		struct grid grid = make_grid(narrow, count, 64);
		size_t n = scale_ticks(highest(rows, count), narrow ? 3 : 5,
		                       ticks);
		struct scale scale = {.low = 0,
		                      .high = ticks[n - 1],
		                      .from = grid.left,
		                      .to = grid.right};
		xmlNode *drawing =
			chart_drawing(tree, chart, narrow, grid.height);

		draw_ticks(tree, drawing, &grid, &scale, ticks, n);
		for (size_t i = 0; i < count; i++) {
			const struct figure *base = rows[i].base;
			xmlNode *node =
				draw_row(tree, drawing, &grid, &rows[i], i);

			draw_whisker(tree, node, rows[i].figure, &scale);
			if (base != NULL && base->has_value)
				tree_set_px(tree, node, "base",
				            scale_at(&scale, base->value));
		}
	}
}

void
chart_ratios(struct tree *tree, xmlNode *chart, const struct chart_row *rows,
             size_t count)
{
	double ticks[SCALE_TICKS_MAX];
	double low = 1, high = 1;

	for (size_t i = 0; i < count; i++) {
		const struct figure *f = rows[i].figure;

		low = fmin(low, f->has_interval ? f->lower : f->value);
		high = fmax(high, f->has_interval ? f->upper : f->value);
	}
	tree_set(tree, chart, "kind", "ratios");
	for (int narrow = 0; narrow < 2; narrow++) {
		struct grid grid = make_grid(narrow, count, 72);
		size_t n = scale_ratio_ticks(low, high, ticks);
		struct scale scale = {.low = ticks[0],
		                      .high = ticks[n - 1],
		                      .from = grid.left,
		                      .to = grid.right,
		                      .logarithmic = true};
		xmlNode *drawing =
			chart_drawing(tree, chart, narrow, grid.height);

		tree_set_px(tree, drawing, "one", scale_at(&scale, 1));
		draw_ticks(tree, drawing, &grid, &scale, ticks, n);
		for (size_t i = 0; i < count; i++)
			draw_whisker(
				tree,
				draw_row(tree, drawing, &grid, &rows[i], i),
				rows[i].figure, &scale);
	}
}
