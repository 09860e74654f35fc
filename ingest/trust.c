/* Folders first, then sections, which may add to them; then each is checked. */

#include "ingest/trust.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/certificates.h"
#include "common/file.h"
#include "common/mem.h"

#define EVERYBODY_ELSE "default"

/* Where one sender's rule is read from; paths NULL when there is none. */
struct plan {
	const char *sender;
	const char *said_in; /* for findings */
	const char *policy;
	const char *anchors, *signers, *crls;
};

struct trust {
	struct ilo_arena *arena;
	struct trust_rule *rules;
	size_t count, capacity;
};

struct loader {
	const struct trust_sources *sources;
	struct ilo_arena *arena;
	struct ilo_diag *diag;
	struct plan *plans;
	size_t count, capacity;
};

static const char *const policy_names[] = {[TRUST_OPTIONAL] = "optional",
                                           [TRUST_REQUIRED] = "required",
                                           [TRUST_NONE] = "none"};

const char *
trust_policy_name(enum trust_policy policy)
{
	return policy_names[policy];
}

static enum ilo_status
refuse(const struct loader *loader, const char *where, const char *why)
{
	ilo_diag_report(loader->diag, ILO_D_TRUST_UNREADABLE, where, 0, "%s",
	                why);
	return ILO_FAILED;
}

/* ---- plans ---- */

/* The sender as covers name it (EL is GR), or NULL. */
static const char *
canonical(const struct loader *loader, const char *sender)
{
	if (strcmp(sender, EVERYBODY_ELSE) == 0)
		return EVERYBODY_ELSE;
	sender = ilo_codebook_sender(loader->sources->codebook, sender);
	return sender == NULL ? NULL : ilo_arena_strdup(loader->arena, sender);
}

static struct plan *
find_plan(const struct loader *loader, const char *sender)
{
	for (size_t i = 0; i < loader->count; i++) {
		if (strcmp(loader->plans[i].sender, sender) == 0)
			return &loader->plans[i];
	}
	return NULL;
}

static struct plan *
add_plan(struct loader *loader, const char *sender, const char *said_in)
{
	loader->plans = ilo_grow(loader->plans, loader->count,
	                         &loader->capacity, sizeof *loader->plans);
	loader->plans[loader->count] =
		(struct plan){.sender = sender, .said_in = said_in};
	return &loader->plans[loader->count++];
}

/* The word in a sender's file "policy". */
static enum ilo_status
read_policy(const struct loader *loader, const char *path, struct plan *plan)
{
	struct ilo_buf text = ILO_BUF_INIT;
	enum ilo_status status =
		ilo_file_read(path, ILO_FILE_OWN, loader->diag, &text);

	plan->policy =
		ilo_arena_strndup(loader->arena, ilo_buf_text(&text),
	                          strcspn(ilo_buf_text(&text), " \t\r\n"));
	ilo_buf_release(&text);
	return status;
}

static enum ilo_status
plan_file(const struct loader *loader, const char *name, struct plan *plan)
{
	const char *path =
		ilo_arena_printf(loader->arena, "%s/%s", plan->said_in, name);

	if (strcmp(name, "policy") == 0)
		return read_policy(loader, path, plan);
	if (strcmp(name, "anchors.pem") == 0)
		plan->anchors = path;
	else if (strcmp(name, "signers.pem") == 0)
		plan->signers = path;
	else if (strcmp(name, "crls.pem") == 0)
		plan->crls = path;
	else
		return refuse(loader, path,
		              "only policy, anchors.pem, signers.pem and "
		              "crls.pem are read; rename it or take it out");
	return ILO_OK;
}

typedef enum ilo_status take_entry(struct loader *loader, const char *name,
                                   void *context);

/* What stands in folder, names that begin with a dot left out, in any order:
 * nothing that follows depends on it but the order of findings. */
static enum ilo_status
each_entry(struct loader *loader, const char *folder, take_entry *take,
           void *context)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, NULL, alphasort);
	enum ilo_status status = ILO_OK;

	if (count < 0)
		return errno == ENOENT
		               ? ILO_OK
		               : refuse(loader, folder, strerror(errno));
	for (int i = 0; i < count; i++) {
		if (status == ILO_OK && entries[i]->d_name[0] != '.')
			status = take(loader, entries[i]->d_name, context);
		free(entries[i]);
	}
	free(entries);
	return status;
}

static enum ilo_status
take_file(struct loader *loader, const char *name, void *context)
{
	return plan_file(loader, name, context);
}

static enum ilo_status
take_folder(struct loader *loader, const char *name, void *context)
{
	const char *folder = ilo_arena_printf(loader->arena, "%s/%s",
	                                      loader->sources->folder, name);
	const char *sender = canonical(loader, name);

	(void)context; /* there is none */
	if (sender == NULL)
		return refuse(loader, folder,
		              "it is named after nobody who sends; use a code "
		              "of schema/codelists/members.xml or \"default\"");
	if (find_plan(loader, sender) != NULL)
		return refuse(loader, folder,
		              "there is another folder for that sender");
	return each_entry(loader, folder, take_file,
	                  add_plan(loader, sender, folder));
}

static enum ilo_status
take_section(struct loader *loader, const struct trust_section *section)
{
	const char *said_in =
		ilo_arena_printf(loader->arena, "[trust %s]", section->sender);
	const char *sender = canonical(loader, section->sender);
	struct plan *plan;

	if (sender == NULL)
		return refuse(loader, said_in,
		              "that is nobody who sends; use a code of "
		              "schema/codelists/members.xml or \"default\"");
	plan = find_plan(loader, sender);
	if (plan == NULL)
		plan = add_plan(loader, sender, said_in);
	if (section->policy != NULL)
		plan->policy = section->policy;
	if (section->anchors != NULL)
		plan->anchors = section->anchors;
	if (section->signers != NULL)
		plan->signers = section->signers;
	if (section->crls != NULL)
		plan->crls = section->crls;
	return ILO_OK;
}

/* ---- rules ---- */

static enum ilo_status
find_policy(const struct loader *loader, const struct plan *plan,
            enum trust_policy *policy)
{
	*policy = TRUST_OPTIONAL;
	if (plan->policy == NULL)
		return ILO_OK;
	for (int i = 0; i <= TRUST_NONE; i++) {
		*policy = (enum trust_policy)i;
		if (strcmp(policy_names[i], plan->policy) == 0)
			return ILO_OK;
	}
	return refuse(loader, plan->said_in,
	              "its policy is none of required, optional and none");
}

static void
add_to_store(X509_STORE *store, const STACK_OF(X509) * certificates)
{
	for (int i = 0; i < sk_X509_num(certificates); i++) {
		if (X509_STORE_add_cert(store,
		                        sk_X509_value(certificates, i)) != 1)
			ilo_out_of_memory(); /* one that is there is fine */
	}
}

static enum ilo_status
read_certificates(const struct loader *loader, const struct plan *plan,
                  struct trust_rule *rule)
{
	STACK_OF(X509) *anchors = NULL;
	enum ilo_status status = ILO_OK;

	if (plan->anchors != NULL)
		status = ilo_certificates_read(plan->anchors,
		                               ILO_D_TRUST_UNREADABLE,
		                               loader->diag, &anchors);
	if (status == ILO_OK && plan->signers != NULL)
		status = ilo_certificates_read(plan->signers,
		                               ILO_D_TRUST_UNREADABLE,
		                               loader->diag, &rule->signers);
	if (status == ILO_OK && (anchors != NULL || rule->signers != NULL)) {
		rule->store = X509_STORE_new();
		if (rule->store == NULL)
			ilo_out_of_memory();
		add_to_store(rule->store,
		             anchors != NULL ? anchors : rule->signers);
	}
	sk_X509_pop_free(anchors, X509_free);
	return status;
}

/* A list that holds for a part of the certificates only, or for several
 * issuers, says so in a critical extension: such are not understood here. */
static enum ilo_status
read_lists(const struct loader *loader, const struct plan *plan,
           struct trust_rule *rule)
{
	enum ilo_status status;

	if (plan->crls == NULL)
		return ILO_OK;
	status = ilo_crls_read(plan->crls, ILO_D_TRUST_UNREADABLE, loader->diag,
	                       &rule->lists);
	for (int i = 0; status == ILO_OK && i < sk_X509_CRL_num(rule->lists);
	     i++) {
		if (X509_CRL_get_ext_by_critical(
			    sk_X509_CRL_value(rule->lists, i), 1, -1) >= 0)
			status = refuse(loader, plan->crls,
			                "a list has a critical extension; give "
			                "the authority's complete list");
	}
	return status;
}

static enum ilo_status
make_rule(const struct loader *loader, const struct plan *plan,
          struct trust *trust)
{
	struct trust_rule *rule;
	enum ilo_status status;

	trust->rules = ilo_grow(trust->rules, trust->count, &trust->capacity,
	                        sizeof *trust->rules);
	rule = &trust->rules[trust->count++];
	*rule = (struct trust_rule){.sender = plan->sender};
	status = find_policy(loader, plan, &rule->policy);
	if (status == ILO_OK)
		status = read_certificates(loader, plan, rule);
	if (status == ILO_OK)
		status = read_lists(loader, plan, rule);
	if (status == ILO_OK && rule->policy == TRUST_REQUIRED &&
	    rule->store == NULL)
		return refuse(loader, plan->said_in,
		              "a signature is required and no certificate is "
		              "trusted; add anchors or signers");
	return status;
}

enum ilo_status
trust_read(const struct trust_sources *sources, struct ilo_diag *diag,
           struct trust **out)
{
	struct trust *trust = ilo_xcalloc(1, sizeof *trust);
	struct loader loader = {.sources = sources, .diag = diag};
	enum ilo_status status = ILO_OK;

	trust->arena = loader.arena = ilo_arena_new();
	if (sources->folder != NULL)
		status =
			each_entry(&loader, sources->folder, take_folder, NULL);
	for (size_t i = 0; status == ILO_OK && i < sources->section_count; i++)
		status = take_section(&loader, &sources->sections[i]);
	for (size_t i = 0; status == ILO_OK && i < loader.count; i++)
		status = make_rule(&loader, &loader.plans[i], trust);
	free(loader.plans);
	if (status != ILO_OK) {
		trust_free(trust);
		trust = NULL;
	}
	*out = trust;
	return status;
}

void
trust_free(struct trust *trust)
{
	if (trust == NULL)
		return;
	for (size_t i = 0; i < trust->count; i++) {
		X509_STORE_free(trust->rules[i].store);
		sk_X509_pop_free(trust->rules[i].signers, X509_free);
		sk_X509_CRL_pop_free(trust->rules[i].lists, X509_CRL_free);
	}
	free(trust->rules);
	ilo_arena_free(trust->arena);
	free(trust);
}

const struct trust_rule *
trust_find(const struct trust *trust, const char *sender)
{
	static const struct trust_rule nobody = {.sender = EVERYBODY_ELSE};
	const struct trust_rule *found = &nobody;

	for (size_t i = 0; trust != NULL && i < trust->count; i++) {
		if (strcmp(trust->rules[i].sender, sender) == 0)
			return &trust->rules[i];
		if (strcmp(trust->rules[i].sender, EVERYBODY_ELSE) == 0)
			found = &trust->rules[i];
	}
	return found;
}
