/* Counts what networks did; a network that tells of no meeting is left out. */

#include "analyze/meetings.h"

#include "analyze/posts.h"

/* Whether a state took part in any meeting of the network. */
static bool
took_part(const struct activity *activity, const struct pair *pair)
{
	size_t i;

	for (i = 0; i < activity->participant_count; i++)
		if (activity->participants[i].state == pair->reporter &&
		    activity->meetings[activity->participants[i].meeting]
		                    .host == pair->host)
			return true;
	return false;
}

/* States with an officer in post that took part. */
static void
write_participation(const struct evaluation *evaluation,
                    const struct symbol *host)
{
	const struct network *network = evaluation->history->terms[0].network;
	struct result result =
		posts_result(evaluation, "participation", "share", "meetings");
	size_t first, end, part = 0, i;

	network_span(network, host, &first, &end);
	for (i = first; i < end; i++) {
		if (network->pairs[i].officers == 0)
			continue;
		result.n++;
		part += took_part(&network->activity, &network->pairs[i]);
	}
	result.subject.host = host->text;
	result.from = "networks.xml:A1 networks.xml:A4";
	if (result.n > 0)
		result.value = (double)part / (double)result.n;
	else
		result.state = EST_UNDEFINED;
	result.reason = "nobody-in-post";
	result_write(evaluation, &result);
}

static void
write_network(const struct evaluation *evaluation, const struct symbol *host)
{
	const struct activity *activity =
		&evaluation->history->terms[0].network->activity;
	struct result result =
		posts_result(evaluation, "meetings", "meetings", "meetings");
	size_t participants = 0, i;

	for (i = 0; i < activity->meeting_count; i++)
		result.n += activity->meetings[i].host == host;
	for (i = 0; i < activity->participant_count; i++)
		participants +=
			activity->meetings[activity->participants[i].meeting]
				.host == host;
	result.subject.host = host->text;
	result.value = (double)result.n;
	result.from = "networks.xml:A4";
	result_write(evaluation, &result);
	result.measure = "participants";
	result.unit = "per-meeting";
	result.value = (double)participants / (double)result.n;
	result_write(evaluation, &result);
	write_participation(evaluation, host);
}

/* Meetings stand network by network. */
void
meetings_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;
	const struct activity *activity =
		&evaluation->history->terms[0].network->activity;
	struct result result = posts_result(evaluation, "networks-meeting",
	                                    "networks", "meetings");
	size_t i;

	result_open(evaluation->writer, "meetings", 0);
	result.from = "networks.xml:A4";
	result.n = activity->meeting_count;
	for (i = 0; i < activity->meeting_count; i++)
		result.value +=
			i == 0 || activity->meetings[i].host !=
					  activity->meetings[i - 1].host;
	if (activity->meeting_count == 0) {
		result.state = EST_UNDEFINED;
		result.reason = "nobody-told";
		result.flag = 'O';
	}
	result_write(evaluation, &result);
	for (i = 0; i < activity->meeting_count; i++)
		if (i == 0 || activity->meetings[i].host !=
		                      activity->meetings[i - 1].host)
			write_network(evaluation, activity->meetings[i].host);
	result_close(evaluation->writer);
}
