<?xml version="1.0" encoding="UTF-8"?>
<!-- Annexes A to D: full tables, posts, submissions, definitions. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:x-ilo:networks:1"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:c="urn:x-ilo:codelist:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="n s c p ilo">

  <!-- Categories and months in full: what the chapters show the top of. -->
  <xsl:template name="annex-tables">
    <section id="annex-tables" kind="annex" title="{ilo:text('annex.tables')}">
      <xsl:if test="not($page/p:all/p:block)"><p><xsl:value-of select="ilo:text('statistics.none')"/></p></xsl:if>
      <xsl:for-each select="$page/p:all/p:block/p:group[@by = 'citizenship' or @by = 'host'][count(p:row) &gt; 10]">
        <xsl:apply-templates select="." mode="table">
          <xsl:with-param name="id" select="concat('a-', ../@indicator, '-', ../@counted-by, '-', @by)"/>
        </xsl:apply-templates>
      </xsl:for-each>
      <xsl:for-each select="$page/p:all/p:block[@kind != 'mirror']">
        <xsl:call-template name="months"/>
      </xsl:for-each>
      <xsl:call-template name="annex-analyses"/>
    </section>
  </xsl:template>

  <!-- The semester's months: a line for each series over all host countries,
       then one for each host country. -->
  <xsl:template name="months">
    <xsl:variable name="block" select="."/>
    <xsl:variable name="series" select="$statistics/s:monthly/s:series[@indicator = $block/@indicator][@counted-by = $block/@counted-by]"/>
    <xsl:call-template name="months-table">
      <xsl:with-param name="series" select="$series[@host = '_T']"/>
      <xsl:with-param name="id" select="concat('a-', @indicator, '-', @counted-by, '-months')"/>
      <xsl:with-param name="title" select="ilo:text('table.months', ilo:label('indicators', @indicator))"/>
      <xsl:with-param name="what" select="ilo:text('by.series')"/>
    </xsl:call-template>
    <xsl:call-template name="months-table">
      <xsl:with-param name="series" select="$series[@host != '_T'][@by = 'total']"/>
      <xsl:with-param name="id" select="concat('a-', @indicator, '-', @counted-by, '-host-months')"/>
      <xsl:with-param name="title" select="ilo:text('table.host-months', ilo:label('indicators', @indicator))"/>
      <xsl:with-param name="what" select="ilo:text('by.host')"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="months-table">
    <xsl:param name="series"/>
    <xsl:param name="id"/>
    <xsl:param name="title"/>
    <xsl:param name="what"/>
    <xsl:variable name="months" select="$series[1]/s:point"/>
    <xsl:if test="$months">
      <table id="{$id}" kind="months" title="{$title}">
        <xsl:attribute name="subtitle"><xsl:apply-templates select="." mode="what"/></xsl:attribute>
        <col kind="head"/>
        <xsl:for-each select="$months"><col kind="number"/></xsl:for-each>
        <head><row>
          <cell><xsl:value-of select="$what"/></cell>
          <xsl:for-each select="$months"><cell kind="number"><xsl:value-of select="ilo:period(@period, 'short')"/></cell></xsl:for-each>
        </row></head>
        <body>
          <xsl:for-each select="$series">
            <xsl:sort select="number(boolean(@code))" data-type="number"/>
            <xsl:sort select="ilo:sort-key(ilo:country(@host))"/>
            <row>
              <xsl:if test="@host = '_T' and not(@code)"><xsl:attribute name="kind">first</xsl:attribute></xsl:if>
              <cell head="yes">
                <xsl:choose>
                  <xsl:when test="@code"><xsl:call-template name="category"><xsl:with-param name="by" select="@by"/><xsl:with-param name="code" select="@code"/></xsl:call-template></xsl:when>
                  <xsl:when test="@host != '_T'"><link to="host-{@host}"><xsl:value-of select="ilo:country(@host)"/></link></xsl:when>
                  <xsl:otherwise><xsl:value-of select="ilo:text('total')"/></xsl:otherwise>
                </xsl:choose>
              </cell>
              <xsl:for-each select="s:point">
                <cell kind="number"><xsl:apply-templates select="." mode="level"/></cell>
              </xsl:for-each>
            </row>
          </xsl:for-each>
        </body>
        <foot>
          <p><xsl:apply-templates select="." mode="source"/></p>
          <xsl:call-template name="flags"><xsl:with-param name="figures" select="$series/s:point"/></xsl:call-template>
        </foot>
      </table>
    </xsl:if>
  </xsl:template>

  <xsl:template match="s:point" mode="level">
    <xsl:choose>
      <xsl:when test="@state = 'value'">
        <figure id="{@id}" value="{@value}"><xsl:call-template name="flag"/><xsl:value-of select="ilo:number(@value)"/></figure>
        <xsl:call-template name="interval"/>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="word"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="annex-deployment">
    <xsl:variable name="records" select="key('field', 'A1')/n:entry/n:record[@kind = 'post']"/>
    <section id="annex-deployment" kind="annex" title="{ilo:text('annex.deployment')}">
      <xsl:choose>
        <xsl:when test="$records">
          <table id="t-posts" kind="text" title="{ilo:text('table.posts')}" subtitle="{ilo:text('table.deployment.sub', ilo:period($scope/@end))}">
            <col kind="head"/><col kind="short"/><col kind="narrow"/><col kind="text"/><col kind="short"/><col kind="short"/><col kind="narrow"/>
            <head><row>
              <cell><xsl:value-of select="ilo:text('by.host')"/></cell>
              <cell><xsl:value-of select="ilo:text('attr.sending-state')"/></cell>
              <cell kind="number"><xsl:value-of select="ilo:text('attr.officers')"/></cell>
              <cell><xsl:value-of select="ilo:text('attr.posting')"/></cell>
              <cell><xsl:value-of select="ilo:text('attr.duty')"/></cell>
              <cell><xsl:value-of select="ilo:text('attr.remit')"/></cell>
              <cell><xsl:value-of select="ilo:text('col.reporter')"/></cell>
            </row></head>
            <body>
              <xsl:for-each select="$records">
                <xsl:sort select="ilo:sort-key(ilo:country(ancestor::n:network/@host))"/>
                <xsl:sort select="@sending-state"/>
                <row>
                  <cell head="yes"><xsl:value-of select="ilo:country(ancestor::n:network/@host)"/></cell>
                  <cell><xsl:value-of select="ilo:country(@sending-state)"/></cell>
                  <cell kind="number"><xsl:value-of select="ilo:number(@officers)"/></cell>
                  <cell><xsl:value-of select="ilo:label('postings', @posting)"/><xsl:if test="@place">, <said><xsl:value-of select="@place"/></said></xsl:if></cell>
                  <cell><xsl:value-of select="ilo:label('duties', @duty)"/></cell>
                  <cell>
                    <xsl:choose>
                      <xsl:when test="normalize-space(@remit) != ''"><xsl:apply-templates select="@remit" mode="value"/></xsl:when>
                      <xsl:otherwise><none><xsl:value-of select="ilo:text('remit.none')"/></none></xsl:otherwise>
                    </xsl:choose>
                  </cell>
                  <cell><xsl:value-of select="ilo:state-code(../@reporter)"/></cell>
                </row>
              </xsl:for-each>
            </body>
          </table>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="ilo:text('deployment.none')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="annex-submissions">
    <section id="annex-submissions" kind="annex" title="{ilo:text('annex.submissions')}">
      <p><xsl:value-of select="ilo:plural('reporting.received', $reporting/@received)"/><xsl:text> </xsl:text><xsl:value-of select="ilo:text('reporting.fates', ilo:number($reporting/@in-force), ilo:number($reporting/@superseded), ilo:number($reporting/@rejected), ilo:number($reporting/@late))"/></p>
      <xsl:if test="$networks/n:sources/n:source">
        <table id="t-submissions" kind="text" title="{ilo:text('table.submissions')}" subtitle="{ilo:text('method.cut-off', ilo:period(substring($networks/@known-at, 1, 10)))}">
          <col kind="head"/><col kind="text"/><col kind="short"/><col kind="short"/><col kind="text"/>
          <head><row>
            <cell><xsl:value-of select="ilo:text('col.sender')"/></cell>
            <cell><xsl:value-of select="ilo:text('col.submission')"/></cell>
            <cell><xsl:value-of select="ilo:text('col.received')"/></cell>
            <cell><xsl:value-of select="ilo:text('col.fate')"/></cell>
            <cell><xsl:value-of select="ilo:text('col.findings')"/></cell>
          </row></head>
          <body><xsl:apply-templates select="$networks/n:sources/n:source" mode="row"/></body>
          <foot><p><xsl:value-of select="ilo:text('submissions.foot')"/></p></foot>
        </table>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template match="n:source" mode="row">
    <row>
      <cell head="yes">
        <xsl:choose>
          <xsl:when test="@sender"><xsl:value-of select="ilo:country(@sender)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="ilo:text('sender.unknown')"/></xsl:otherwise>
        </xsl:choose>
      </cell>
      <cell>
        <p><said><xsl:value-of select="@file"/></said></p>
        <p kind="small">
          <xsl:value-of select="ilo:text-or(concat('report.', @report), @kind)"/>
          <xsl:if test="@host">, <xsl:value-of select="ilo:country(@host)"/></xsl:if>
          <xsl:if test="@region">, <said><xsl:value-of select="@region"/></said></xsl:if>
          <xsl:if test="@revision">, <xsl:value-of select="ilo:text('revision', ilo:number(@revision))"/></xsl:if>
          <xsl:if test="@published">, <xsl:value-of select="ilo:text('published', ilo:period(@published))"/></xsl:if>
          <xsl:if test="@language">, <xsl:value-of select="ilo:label('languages', @language)"/></xsl:if>
        </p>
        <p kind="small"><code><xsl:value-of select="@id"/></code></p>
      </cell>
      <cell>
        <xsl:value-of select="ilo:period(substring(@received, 1, 10))"/>
        <xsl:if test="@days-late"><p kind="small"><xsl:value-of select="ilo:plural('days-late', @days-late)"/></p></xsl:if>
      </cell>
      <cell><xsl:value-of select="ilo:text(concat('fate.', @fate))"/></cell>
      <cell>
        <xsl:for-each select="n:finding">
          <p kind="small">
            <b><xsl:value-of select="@id"/></b><xsl:text> </xsl:text>
            <xsl:value-of select="ilo:text-or(concat('severity.', @severity), @severity)"/>
            <xsl:if test="@line"><xsl:text>, </xsl:text><xsl:value-of select="ilo:text('line', @line)"/></xsl:if>
            <xsl:text>: </xsl:text><xsl:value-of select="@text"/>
            <xsl:if test="@detail"><xsl:text>: </xsl:text><said><xsl:value-of select="@detail"/></said></xsl:if>
          </p>
        </xsl:for-each>
        <xsl:if test="not(n:finding)"><none><xsl:value-of select="ilo:text('findings.zero')"/></none></xsl:if>
      </cell>
    </row>
  </xsl:template>

  <xsl:template name="annex-definitions">
    <section id="annex-definitions" kind="annex" title="{ilo:text('annex.definitions')}">
      <section id="definitions-indicators" title="{ilo:text('indicators')}">
        <facts>
          <xsl:for-each select="/p:page/c:codelist[@id = 'indicators']/c:code[@id = $page/p:indicators/p:indicator/@id]">
            <fact label="{ilo:label('indicators', @id)}"><xsl:value-of select="normalize-space(c:property[@name = 'definition'])"/></fact>
          </xsl:for-each>
        </facts>
      </section>
      <section id="definitions-units" title="{ilo:text('units')}">
        <facts><xsl:for-each select="/p:page/c:codelist[@id = 'units']/c:code"><fact label="{ilo:label('units', @id)}"><xsl:value-of select="normalize-space(c:property[@name = 'definition'])"/></fact></xsl:for-each></facts>
      </section>
      <section id="definitions-counted" title="{ilo:text('counted')}">
        <facts><xsl:for-each select="/p:page/c:codelist[@id = 'counted_by']/c:code"><fact label="{ilo:label('counted_by', @id)}"><xsl:value-of select="normalize-space(c:property[@name = 'meaning'])"/></fact></xsl:for-each></facts>
      </section>
      <section id="definitions-absence" title="{ilo:text('absence')}">
        <facts><xsl:for-each select="/p:page/c:codelist[@id = 'absence']/c:code"><fact label="{ilo:label('absence', @id)}"><xsl:value-of select="normalize-space(c:note)"/></fact></xsl:for-each></facts>
      </section>
      <section id="definitions-flags" title="{ilo:text('flags')}">
        <facts kind="compact"><xsl:for-each select="/p:page/c:codelist[@id = 'obs_status']/c:code"><fact label="{@id}"><xsl:value-of select="ilo:label('obs_status', @id)"/></fact></xsl:for-each></facts>
      </section>
    </section>
  </xsl:template>
</xsl:stylesheet>
