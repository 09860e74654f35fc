/* Minimisation in the unit cube, step for step, since the reference stops
 * early. */

#include "tests/topics/lbfgsb.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "tests/topics/linesearch.h"

enum { CORRECTIONS = 5, ITERATIONS = 100, STEPS = 20 };

#define DIFFERENCE 1e-3
#define GAIN (1e7 * DBL_EPSILON)

struct problem {
	double (*function)(const double *x, const void *data);
	const void *data;
	size_t n;
};

struct point {
	double x[LBFGSB_MAX];
	double f;
	double g[LBFGSB_MAX];
};

/* The last steps and changes of the gradient, and the matrix they make. */
struct memory {
	double s[CORRECTIONS][LBFGSB_MAX];
	double y[CORRECTIONS][LBFGSB_MAX];
	size_t count;
	double b[LBFGSB_MAX][LBFGSB_MAX];
};

static double
dot(const double *a, const double *b, size_t n)
{
	double total = 0;
	size_t i;

	for (i = 0; i < n; i++)
		total += a[i] * b[i];
	return total;
}

static void
times(const struct memory *memory, const double *v, size_t n, double *out)
{
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = dot(memory->b[i], v, n);
}

/* Value and gradient where the point is; differences end at the bounds. */
static void
look(const struct problem *problem, struct point *point)
{
	double x[LBFGSB_MAX], above, below, high, low;
	size_t i;

	memcpy(x, point->x, sizeof(x));
	point->f = problem->function(x, problem->data);
	for (i = 0; i < problem->n; i++) {
		high = fmin(point->x[i] + DIFFERENCE, 1);
		low = fmax(point->x[i] - DIFFERENCE, 0);
		x[i] = high;
		above = problem->function(x, problem->data);
		x[i] = low;
		below = problem->function(x, problem->data);
		x[i] = point->x[i];
		point->g[i] = (above - below) /
		              ((high - point->x[i]) + (point->x[i] - low));
	}
}

/* ---- the matrix -------------------------------------------------------- */

static void
forget(struct memory *memory, size_t n)
{
	size_t i;

	memset(memory, 0, sizeof(*memory));
	for (i = 0; i < n; i++)
		memory->b[i][i] = 1;
}

/* Multiples of the unit matrix, then one BFGS update for each correction. */
static void
build(struct memory *memory, size_t n)
{
	const size_t last = memory->count - 1;
	const double theta = dot(memory->y[last], memory->y[last], n) /
	                     dot(memory->s[last], memory->y[last], n);
	double v[LBFGSB_MAX], along, change;
	size_t i, j, k;

	memset(memory->b, 0, sizeof(memory->b));
	for (i = 0; i < n; i++)
		memory->b[i][i] = theta;
	for (k = 0; k < memory->count; k++) {
		const double *y = memory->y[k];

		times(memory, memory->s[k], n, v);
		along = dot(memory->s[k], v, n);
		change = dot(memory->s[k], y, n);
		for (i = 0; i < n; i++)
			for (j = 0; j < n; j++)
				memory->b[i][j] += y[i] * y[j] / change -
				                   v[i] * v[j] / along;
	}
}

static void
learn(struct memory *memory, const double *s, const double *y, size_t n)
{
	if (memory->count == CORRECTIONS) {
		memmove(memory->s, memory->s + 1,
		        (CORRECTIONS - 1) * sizeof(*memory->s));
		memmove(memory->y, memory->y + 1,
		        (CORRECTIONS - 1) * sizeof(*memory->y));
		memory->count--;
	}
	memcpy(memory->s[memory->count], s, n * sizeof(*s));
	memcpy(memory->y[memory->count], y, n * sizeof(*y));
	memory->count++;
	build(memory, n);
}

/* ---- where to go ------------------------------------------------------- */

/* The path of steepest descent, bent at the bounds. */
struct path {
	double d[LBFGSB_MAX];    /* its direction; 0 where a bound holds */
	double ends[LBFGSB_MAX]; /* where a bound begins to hold */
	double moved[LBFGSB_MAX];
	bool held[LBFGSB_MAX];
};

static void
begin(struct path *path, const struct point *from, size_t n)
{
	size_t i;

	memset(path, 0, sizeof(*path));
	for (i = 0; i < n; i++) {
		const double g = from->g[i],
			     room = g < 0 ? 1 - from->x[i] : from->x[i];

		path->ends[i] = HUGE_VAL;
		path->held[i] = !(fabs(g) > 0) || !(room > 0);
		if (path->held[i])
			continue;
		path->d[i] = -g;
		path->ends[i] = room / fabs(g);
	}
}

static size_t
next_end(const struct path *path, size_t n)
{
	size_t best = n, i;

	for (i = 0; i < n; i++)
		if (!path->held[i] &&
		    (best == n || path->ends[i] < path->ends[best]))
			best = i;
	return best;
}

/* The first minimum of the model along the path, into `to`. */
static void
cauchy(const struct memory *memory, const struct point *from, size_t n,
       struct path *path, double to[LBFGSB_MAX])
{
	double at = 0, v[LBFGSB_MAX], slope, curve, step;
	size_t i, next;

	begin(path, from, n);
	memcpy(to, from->x, n * sizeof(*to));
	while ((next = next_end(path, n)) < n) {
		times(memory, path->d, n, v);
		curve = dot(path->d, v, n);
		slope = dot(from->g, path->d, n) + dot(v, path->moved, n);
		step = fmax(-slope / curve, 0);
		if (at + step < path->ends[next]) {
			for (i = 0; i < n; i++)
				if (!path->held[i])
					to[i] = from->x[i] +
					        (at + step) * path->d[i];
			return;
		}
		for (i = 0; i < n; i++)
			path->moved[i] += (path->ends[next] - at) * path->d[i];
		at = path->ends[next];
		to[next] = path->d[next] > 0 ? 1 : 0;
		path->moved[next] = to[next] - from->x[next];
		path->held[next] = true;
		path->d[next] = 0;
	}
}

/* Solves a x = b, a positive definite, by elimination; x replaces b. */
static void
solve(double a[LBFGSB_MAX][LBFGSB_MAX], double *b, size_t n)
{
	size_t i, j, k;

	for (k = 0; k < n; k++)
		for (i = k + 1; i < n; i++) {
			const double factor = a[i][k] / a[k][k];

			for (j = k; j < n; j++)
				a[i][j] -= factor * a[k][j];
			b[i] -= factor * b[k];
		}
	for (k = n; k-- > 0;) {
		for (j = k + 1; j < n; j++)
			b[k] -= a[k][j] * b[j];
		b[k] /= a[k][k];
	}
}

/* From the Cauchy point to the least of the model over what no bound holds,
 * as far as the bounds let it. */
static void
refine(const struct memory *memory, const struct point *from,
       const struct path *path, size_t n, double to[LBFGSB_MAX])
{
	double a[LBFGSB_MAX][LBFGSB_MAX], r[LBFGSB_MAX], v[LBFGSB_MAX];
	double moved[LBFGSB_MAX], share = 1;
	size_t places[LBFGSB_MAX], count = 0, i, j, hit = n;

	for (i = 0; i < n; i++) {
		moved[i] = to[i] - from->x[i];
		if (!path->held[i])
			places[count++] = i;
	}
	times(memory, moved, n, v);
	for (i = 0; i < count; i++) {
		r[i] = -(from->g[places[i]] + v[places[i]]);
		for (j = 0; j < count; j++)
			a[i][j] = memory->b[places[i]][places[j]];
	}
	solve(a, r, count);
	for (i = 0; i < count; i++) {
		const double room = (r[i] < 0 ? 0 : 1) - to[places[i]];

		if (fabs(r[i]) * share > fabs(room)) {
			share = room / r[i];
			hit = i;
		}
	}
	for (i = 0; i < count; i++)
		to[places[i]] = i == hit ? (r[i] < 0 ? 0 : 1)
		                         : to[places[i]] + share * r[i];
}

/* ---- the way there ----------------------------------------------------- */

/* The longest step along d that stays within. */
static double
longest(const struct point *from, const double *d, size_t n)
{
	double most = 1e10;
	size_t i;

	for (i = 0; i < n; i++) {
		const double room = (d[i] < 0 ? 0 : 1) - from->x[i];

		if (fabs(d[i]) * most > fabs(room))
			most = room / d[i];
	}
	return most;
}

/* From `from` along d, which ends in `to`; the step taken, 0 for none. */
static double
walk(const struct problem *problem, const struct point *from, const double *to,
     bool first, struct point *now)
{
	const size_t n = problem->n;
	double d[LBFGSB_MAX], most;
	struct linesearch search;
	size_t i;
	int k;

	for (i = 0; i < n; i++)
		d[i] = to[i] - from->x[i];
	most = first ? 1 : longest(from, d, n);
	search = linesearch_start(from->f, dot(from->g, d, n), 1, most);
	if (!(search.slope_first < 0) || !(most > 0))
		return 0;
	for (k = 0; k < STEPS; k++) {
		for (i = 0; i < n; i++)
			now->x[i] = search.step < 1 || search.step > 1
			                    ? search.step * d[i] + from->x[i]
			                    : to[i];
		look(problem, now);
		if (linesearch_next(&search, now->f, dot(now->g, d, n)))
			return search.step;
	}
	return 0;
}

static bool
is_settled(const struct point *before, const struct point *now)
{
	return before->f - now->f <=
	       GAIN * fmax(fmax(fabs(before->f), fabs(now->f)), 1);
}

static void
update(struct memory *memory, const struct point *before,
       const struct point *now, size_t n)
{
	double s[LBFGSB_MAX], y[LBFGSB_MAX];
	size_t i;

	for (i = 0; i < n; i++) {
		s[i] = now->x[i] - before->x[i];
		y[i] = now->g[i] - before->g[i];
	}
	if (dot(s, y, n) > DBL_EPSILON * -dot(before->g, s, n))
		learn(memory, s, y, n);
}

bool
lbfgsb_of(double (*function)(const double *x, const void *data),
          const void *data, size_t n, double *x)
{
	const struct problem problem = {function, data, n};
	struct point now = {{0}, 0, {0}}, before;
	struct memory memory;
	struct path path;
	double to[LBFGSB_MAX];
	int round;

	forget(&memory, n);
	memcpy(now.x, x, n * sizeof(*x));
	look(&problem, &now);
	for (round = 0; round < ITERATIONS; round++) {
		before = now;
		cauchy(&memory, &before, n, &path, to);
		if (memory.count > 0)
			refine(&memory, &before, &path, n, to);
		if (walk(&problem, &before, to, round == 0, &now) > 0) {
			memcpy(x, now.x, n * sizeof(*x));
			if (is_settled(&before, &now))
				return true;
			update(&memory, &before, &now, n);
			continue;
		}
		now = before;
		if (memory.count == 0)
			return true; /* the reference only warns */
		forget(&memory, n);
	}
	return false;
}
