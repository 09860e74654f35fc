/* Line charts of monthly series, whole and as small multiples. */

#include <math.h>
#include <string.h>

#include "render/chart.h"
#include "render/scale.h"

#define PANEL_GAP 24.0

/* What the marks of one line are placed with. */
struct plot {
	struct tree *tree;
	xmlNode *node;
	const struct series *series;
	struct chart_box box;
	struct scale x, y;
	ilo_semester semester;
	bool small; /* a panel: fewer ticks */
};

xmlNode *
chart_drawing(struct tree *tree, xmlNode *chart, bool narrow, double height)
{
	xmlNode *drawing = tree_add(tree, chart, "drawing");

	tree_set(tree, drawing, "size", narrow ? "narrow" : "wide");
	tree_set_px(tree, drawing, "width", narrow ? CHART_NARROW : CHART_WIDE);
	tree_set_px(tree, drawing, "height", height);
	return drawing;
}

/* The month of a point, 0 where its period is none. */
static ilo_month
month_of(const struct point *point)
{
	ilo_month month;

	return ilo_month_parse(point->period, &month) ? month : 0;
}

static double
place_x(const struct plot *plot, size_t i)
{
	return scale_at(&plot->x, month_of(&plot->series->points[i]));
}

static double
highest(const struct series *series)
{
	double high = 0;

	for (size_t i = 0; i < series->count; i++) {
		if (series->points[i].has_value &&
		    series->points[i].upper > high)
			high = series->points[i].upper;
	}
	return high;
}

static void
draw_y_axis(struct plot *plot)
{
	double ticks[SCALE_TICKS_MAX];
	size_t count =
		scale_ticks(highest(plot->series), plot->small ? 2 : 4, ticks);

	plot->y = (struct scale){.low = 0,
	                         .high = ticks[count - 1],
	                         .from = plot->box.bottom,
	                         .to = plot->box.top};
	for (size_t i = 0; i < count; i++) {
		xmlNode *tick = tree_add(plot->tree, plot->node, "level");

		tree_set_px(plot->tree, tick, "x1", plot->box.left);
		tree_set_px(plot->tree, tick, "x2", plot->box.right);
		tree_set_px(plot->tree, tick, "y",
		            scale_at(&plot->y, ticks[i]));
		tree_set_real(plot->tree, tick, "value", ticks[i]);
	}
}

/* Years where there is more than a year and a half, else every other month. */
static void
draw_x_axis(const struct plot *plot, ilo_month first, ilo_month last)
{
	int months = last - first + 1;
	double width = plot->box.right - plot->box.left;
	int years_fit = (int)(width / 44);
	int step = 1 + (months / 12) / (years_fit < 1 ? 1 : years_fit);

	for (ilo_month month = first; month <= last; month++) {
		char text[ILO_MONTH_SIZE];
		bool by_year = months > 18;
		xmlNode *tick;

		if (by_year && (month % 12 != 0 || (month / 12) % step != 0))
			continue;
		if (!by_year && (month - first) % (months > 8 ? 3 : 1) != 0)
			continue;
		tick = tree_add(plot->tree, plot->node, "time");
		/* a January shows its year */
		tree_set(plot->tree, tick, "period",
		         ilo_month_print(month, text));
		tree_set(plot->tree, tick, "form",
		         by_year || strcmp(text + 5, "01") == 0 ? "year"
		                                                : "month");
		tree_set_px(plot->tree, tick, "x", scale_at(&plot->x, month));
		tree_set_px(plot->tree, tick, "y", plot->box.bottom);
	}
}

static void
draw_semester(const struct plot *plot, ilo_month first, ilo_month last)
{
	ilo_month from = ilo_semester_first_month(plot->semester);
	xmlNode *area;
	double left, right;

	if (from < first || from > last)
		return;
	left = scale_at(&plot->x, from - 0.5);
	right = scale_at(&plot->x, from + 5.5);
	area = tree_add(plot->tree, plot->node, "area");
	tree_set_px(plot->tree, area, "x", left);
	tree_set_px(plot->tree, area, "y", plot->box.top);
	tree_set_px(plot->tree, area, "width", right - left);
	tree_set_px(plot->tree, area, "height",
	            plot->box.bottom - plot->box.top);
}

/* Slanting strokes from edge to edge of the months without a value. */
static void
draw_gap(const struct plot *plot, size_t from, size_t to)
{
	struct ilo_buf path = ILO_BUF_INIT;
	double half = (scale_at(&plot->x, plot->x.low + 1) - plot->x.from) / 2;
	double left = place_x(plot, from) - half;
	double right = place_x(plot, to) + half;
	double height = plot->box.bottom - plot->box.top;
	xmlNode *gap = tree_add(plot->tree, plot->node, "gap");

	for (double x = left - height; x < right; x += 7) {
		double x1 = x < left ? left : x;
		double x2 = x + height > right ? right : x + height;

		if (x2 <= x1)
			continue;
		path_add(&path, 'M', x1, plot->box.bottom - (x1 - x));
		path_add(&path, 'L', x2, plot->box.bottom - (x2 - x));
	}
	tree_set(plot->tree, gap, "d", ilo_buf_text(&path));
	ilo_buf_release(&path);
}

static void
draw_path(const struct plot *plot, const char *name, const struct ilo_buf *path)
{
	tree_set(plot->tree, tree_add(plot->tree, plot->node, name), "d",
	         ilo_buf_text(path));
}

/* A run of months with values: its band, then its line; one alone is a dot. */
static void
draw_run(const struct plot *plot, size_t from, size_t to)
{
	const struct point *points = plot->series->points;
	struct ilo_buf line = ILO_BUF_INIT, band = ILO_BUF_INIT;

	for (size_t i = from; i <= to; i++) {
		char command = i == from ? 'M' : 'L';

		path_add(&line, command, place_x(plot, i),
		         scale_at(&plot->y, points[i].value));
		path_add(&band, command, place_x(plot, i),
		         scale_at(&plot->y, points[i].upper));
	}
	for (size_t i = to + 1; i-- > from;)
		path_add(&band, 'L', place_x(plot, i),
		         scale_at(&plot->y, points[i].lower));
	ilo_buf_puts(&band, "Z");
	if (to > from) {
		draw_path(plot, "band", &band);
		draw_path(plot, "line", &line);
	} else {
		xmlNode *dot = tree_add(plot->tree, plot->node, "dot");

		tree_set_px(plot->tree, dot, "x", place_x(plot, from));
		tree_set_px(plot->tree, dot, "y",
		            scale_at(&plot->y, points[from].value));
	}
	ilo_buf_release(&line);
	ilo_buf_release(&band);
}

static void
draw_runs(const struct plot *plot)
{
	const struct series *series = plot->series;
	size_t from = 0;

	for (size_t i = 1; i <= series->count; i++) {
		bool value = series->points[from].has_value;

		if (i < series->count && series->points[i].has_value == value)
			continue;
		if (value)
			draw_run(plot, from, i - 1);
		else
			draw_gap(plot, from, i - 1);
		from = i;
	}
}

/* The value at point i, written above its band on the side where there is
 * room. */
static void
draw_label(const struct plot *plot, size_t i, const char *kind)
{
	const struct point *point = &plot->series->points[i];
	double x = place_x(plot, i);
	double middle = (plot->box.left + plot->box.right) / 2;
	xmlNode *label = tree_add(plot->tree, plot->node, "label");

	tree_set(plot->tree, label, "kind", kind);
	tree_set(plot->tree, label, "anchor", x > middle ? "end" : "start");
	tree_set_px(plot->tree, label, "x", x);
	tree_set_px(plot->tree, label, "y", scale_at(&plot->y, point->value));
	tree_set_px(plot->tree, label, "over",
	            scale_at(&plot->y, point->upper));
	tree_set_real(plot->tree, label, "value", point->value);
	tree_set(plot->tree, label, "period", point->period);
	tree_set(plot->tree, label, "figure", point->id);
}

/* The highest month is written in. */
static void
draw_labels(const struct plot *plot)
{
	const struct series *series = plot->series;
	size_t peak = series->count;

	for (size_t i = 0; i < series->count; i++) {
		if (!series->points[i].has_value)
			continue;
		if (peak == series->count ||
		    series->points[i].value > series->points[peak].value)
			peak = i;
	}
	if (peak < series->count)
		draw_label(plot, peak, "peak");
}

/* All marks of one line inside its box. */
static void
draw_plot(struct plot *plot)
{
	const struct series *series = plot->series;
	ilo_month first = month_of(&series->points[0]);
	ilo_month last = month_of(&series->points[series->count - 1]);

	plot->x = (struct scale){.low = first - 0.5,
	                         .high = last + 0.5,
	                         .from = plot->box.left,
	                         .to = plot->box.right};
	draw_semester(plot, first, last);
	draw_y_axis(plot);
	draw_x_axis(plot, first, last);
	draw_runs(plot);
	draw_labels(plot);
}

void
chart_line(struct tree *tree, xmlNode *chart, const struct series *series,
           ilo_semester semester)
{
	tree_set(tree, chart, "kind", "line");
	for (int narrow = 0; narrow < 2; narrow++) {
		double width = narrow ? CHART_NARROW : CHART_WIDE;
		double height = narrow ? 190 : 220;
		struct plot plot = {
			.tree = tree, .series = series, .semester = semester};

		if (series->count == 0)
			return;
		plot.node = chart_drawing(tree, chart, narrow, height);
		plot.box = (struct chart_box){.left = 52,
		                              .top = 22,
		                              .right = width - 8,
		                              .bottom = height - 22};
		draw_plot(&plot);
	}
}

static void
draw_panel(struct tree *tree, xmlNode *drawing, const struct series *series,
           const struct chart_box *box, ilo_semester semester)
{
	struct plot plot = {.tree = tree,
	                    .series = series,
	                    .semester = semester,
	                    .small = true};

	plot.node = tree_add(tree, drawing, "panel");
	tree_set(tree, plot.node, "by", series->by);
	tree_set(tree, plot.node, "code", series->code);
	tree_set_px(tree, plot.node, "x", box->left);
	tree_set_px(tree, plot.node, "y", box->top);
	plot.box = (struct chart_box){.left = box->left + 44,
	                              .top = box->top + 34,
	                              .right = box->right,
	                              .bottom = box->bottom - 32};
	draw_plot(&plot);
}

void
chart_panels(struct tree *tree, xmlNode *chart,
             const struct series *const *series, size_t count,
             ilo_semester semester)
{
	tree_set(tree, chart, "kind", "panels");
	for (int narrow = 0; narrow < 2; narrow++) {
		size_t columns = narrow ? 1 : 3;
		double height = narrow ? 132 : 162;
		double width = narrow ? CHART_NARROW : CHART_WIDE;
		size_t rows = (count + columns - 1) / columns;
		xmlNode *drawing = chart_drawing(tree, chart, narrow,
		                                 height * (double)rows);

		width = (width - 8 - PANEL_GAP * (double)(columns - 1)) /
		        (double)columns;
		for (size_t i = 0; i < count; i++) {
			double left =
				(width + PANEL_GAP) * (double)(i % columns);
			double top = height * (double)(i / columns);
			struct chart_box box = {left, top, left + width,
			                        top + height};

			draw_panel(tree, drawing, series[i], &box, semester);
		}
	}
}
