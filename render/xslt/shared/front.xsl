<?xml version="1.0" encoding="UTF-8"?>
<!-- The title page and the summary: what changed, how sure, what is missing. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:x-ilo:networks:1"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:c="urn:x-ilo:codelist:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="n s c p ilo">

  <xsl:template name="front">
    <front>
      <xsl:if test="$exercise"><line kind="exercise"><xsl:value-of select="ilo:text('exercise.text')"/></line></xsl:if>
      <xsl:if test="$marking != ''"><line kind="marking"><xsl:value-of select="ilo:label('markings', $marking)"/></line></xsl:if>
      <line kind="title"><xsl:value-of select="ilo:property('regimes', $regime, 'output_title')"/></line>
      <line kind="subtitle"><xsl:value-of select="ilo:text('title.subtitle', ilo:period($now))"/></line>
      <line kind="presidency"><xsl:value-of select="ilo:text('title.presidency', ilo:country($scope/@presidency))"/></line>
      <facts>
        <fact label="{ilo:text('front.sources')}">
          <xsl:if test="$exercise"><p><b><xsl:value-of select="ilo:text('exercise.basis')"/></b></p></xsl:if>
          <p><xsl:value-of select="ilo:text(concat('basis.', $basis))"/></p>
        </fact>
        <fact label="{ilo:text('front.cut-off')}"><xsl:value-of select="ilo:text('cut-off', ilo:period(substring($networks/@known-at, 1, 10)), substring($networks/@known-at, 12, 5))"/></fact>
        <fact label="{ilo:text('front.regime')}"><xsl:value-of select="ilo:label('regimes', $regime)"/></fact>
        <fact label="{ilo:text('front.acts')}"><xsl:call-template name="act-names"><xsl:with-param name="ids" select="ilo:property('regimes', $regime, 'acts')"/></xsl:call-template></fact>
        <fact label="{ilo:text('front.addressees')}"><xsl:value-of select="ilo:property('regimes', $regime, 'output_addressees')"/></fact>
        <fact label="{ilo:text('front.basis')}"><xsl:value-of select="ilo:property('regimes', $regime, 'basis_text')"/></fact>
        <fact label="{ilo:text('front.assumed')}"><xsl:value-of select="ilo:text('assumed')"/></fact>
      </facts>
    </front>
  </xsl:template>

  <!-- "32004R0377 32005D0687" as the names of the acts. -->
  <xsl:template name="act-names">
    <xsl:param name="ids"/>
    <xsl:variable name="first" select="substring-before(concat($ids, ' '), ' ')"/>
    <xsl:variable name="rest" select="substring-after($ids, ' ')"/>
    <xsl:value-of select="ilo:label('acts', $first)"/>
    <xsl:if test="$rest != ''">
      <xsl:text>; </xsl:text>
      <xsl:call-template name="act-names"><xsl:with-param name="ids" select="$rest"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="summary">
    <xsl:variable name="main" select="$page/p:all/p:block[@level][key('figure', @level)/@state = 'value'][1]"/>
    <xsl:variable name="headlines" select="$statistics/s:analyses/s:analysis[@name = 'headlines']/s:result[@state = 'value']"/>
    <xsl:variable name="most" select="8"/>
    <xsl:variable name="contradictions" select="$statistics/s:figures/s:figure/s:contradiction"/>
    <section id="summary" kind="chapter" title="{ilo:text('summary')}">
      <xsl:if test="$exercise"><note kind="exercise"><xsl:value-of select="ilo:text('exercise.text')"/></note></xsl:if>
      <tiles>
        <xsl:if test="$main">
          <xsl:variable name="incomplete">
            <xsl:call-template name="incomplete"><xsl:with-param name="id" select="$main/@level"/></xsl:call-template>
          </xsl:variable>
          <tile label="{ilo:label('indicators', $main/@indicator)}" note="{ilo:text('tile.level', ilo:label('units', ilo:property('indicators', $main/@indicator, 'unit')), ilo:period($now))}{$incomplete}">
            <xsl:call-template name="level"><xsl:with-param name="id" select="$main/@level"/></xsl:call-template>
          </tile>
          <tile label="{ilo:text('tile.change', ilo:period($year))}" note="{ilo:text(concat('verdict.', key('figure', $main/@change-year)/@verdict))}">
            <xsl:call-template name="change"><xsl:with-param name="id" select="$main/@change-year"/></xsl:call-template>
          </tile>
          <tile label="{ilo:text('tile.change', ilo:period($previous))}" note="{ilo:text(concat('verdict.', key('figure', $main/@change-previous)/@verdict))}">
            <xsl:call-template name="change"><xsl:with-param name="id" select="$main/@change-previous"/></xsl:call-template>
          </tile>
        </xsl:if>
        <xsl:choose>
          <xsl:when test="$statistics/s:coverage/@expected &gt; 0">
            <tile label="{ilo:text('tile.coverage')}" note="{ilo:text('tile.coverage.note')}">
              <xsl:value-of select="ilo:text('of', ilo:number($statistics/s:coverage/@reported), ilo:number($statistics/s:coverage/@expected))"/>
            </tile>
          </xsl:when>
          <xsl:otherwise>
            <tile label="{ilo:text('tile.coverage')}" note="{ilo:text('tile.coverage.none')}">0</tile>
          </xsl:otherwise>
        </xsl:choose>
      </tiles>
      <section id="findings" title="{ilo:text('findings')}">
        <xsl:choose>
          <xsl:when test="$headlines">
            <findings><xsl:apply-templates select="$headlines[position() &lt;= $most]" mode="finding"/></findings>
            <p>
              <xsl:if test="count($headlines) &gt; $most"><xsl:value-of select="ilo:plural('findings.more', count($headlines) - $most)"/><xsl:text> </xsl:text></xsl:if>
              <xsl:value-of select="ilo:text('findings.chosen')"/><xsl:text> </xsl:text><ref to="analysis-headlines"/>
            </p>
          </xsl:when>
          <xsl:otherwise><p><xsl:value-of select="ilo:text('findings.none')"/></p></xsl:otherwise>
        </xsl:choose>
        <xsl:call-template name="alerted"/>
      </section>
      <section id="reporting-state" title="{ilo:text('reporting')}">
        <p><xsl:value-of select="ilo:text(concat('basis.long.', $basis))"/></p>
        <p><xsl:call-template name="reporting-sentence"/></p>
        <xsl:if test="$statistics/s:coverage/@reported != $statistics/s:coverage/@expected">
          <p>
            <xsl:value-of select="ilo:text('reporting.coverage')"/><xsl:text> </xsl:text>
            <b><xsl:value-of select="ilo:text('of', ilo:number($statistics/s:coverage/@reported), ilo:number($statistics/s:coverage/@expected))"/></b>
            <xsl:text>. </xsl:text><ref to="t-coverage"/>
          </p>
        </xsl:if>
        <xsl:if test="$contradictions">
          <p>
            <xsl:value-of select="ilo:plural('reporting.contradictions', count($contradictions), ilo:number($statistics/s:parameters/@mirror-factor, 1))"/>
            <xsl:text> </xsl:text><ref to="mirror"/>
          </p>
        </xsl:if>
      </section>
      <xsl:if test="key('field', 'C-b')">
        <section id="recommendations-short" title="{ilo:text('recommendations')}">
          <p>
            <xsl:value-of select="ilo:plural('recommendations.count', count(key('field', 'C-b')/n:entry/n:record))"/><xsl:text> </xsl:text>
            <xsl:value-of select="ilo:text('recommendations.first')"/><xsl:text> </xsl:text><ref to="assessment"/><xsl:text>.</xsl:text>
          </p>
          <list>
            <xsl:for-each select="(key('field', 'C-b')/n:entry/n:record[n:text][count(. | key('addressed', @addressee)[1]) = 1])[position() &lt;= 5]">
              <xsl:apply-templates select="." mode="first"/>
            </xsl:for-each>
          </list>
        </section>
      </xsl:if>
    </section>
  </xsl:template>

  <!-- What is on the list of alerts: each host country or route once. -->
  <xsl:template name="alerted">
    <xsl:variable name="alerts" select="$statistics/s:analyses/s:analysis[@name = 'alerts']/s:result[@measure = 'alert' and @verdict = 'alert']"/>
    <xsl:if test="$alerts">
      <p>
        <xsl:value-of select="ilo:plural('findings.alerts', count($alerts))"/><xsl:text> </xsl:text>
        <xsl:for-each select="$alerts">
          <xsl:if test="not(preceding-sibling::s:result[@measure = 'alert' and @verdict = 'alert' and @host = current()/@host and @indicator = current()/@indicator and string(@code) = string(current()/@code)])">
            <xsl:if test="position() &gt; 1"><xsl:text>; </xsl:text></xsl:if>
            <xsl:choose>
              <xsl:when test="@code"><xsl:call-template name="category"><xsl:with-param name="by" select="@by"/><xsl:with-param name="code" select="@code"/></xsl:call-template></xsl:when>
              <xsl:when test="@host = '_T'"><xsl:value-of select="ilo:text('subjects.all')"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="ilo:country(@host)"/></xsl:otherwise>
            </xsl:choose>
          </xsl:if>
        </xsl:for-each>
        <xsl:text>. </xsl:text><ref to="analysis-alerts"/>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template name="reporting-sentence">
    <xsl:value-of select="ilo:plural('reporting.received', $reporting/@received)"/>
    <xsl:text> </xsl:text>
    <xsl:value-of select="ilo:text('reporting.fates', ilo:number($reporting/@in-force), ilo:number($reporting/@superseded), ilo:number($reporting/@rejected), ilo:number($reporting/@late))"/>
    <xsl:text> </xsl:text><ref to="annex-submissions"/>
  </xsl:template>

  <!-- ===== Findings: a sentence, one number, its interval, where to look ===== -->

  <xsl:template match="s:result" mode="finding">
    <xsl:variable name="change" select="key('figure', @from)"/>
    <finding sign="{@verdict}" word="{ilo:text(concat('sign.', @verdict))}">
      <xsl:variable name="about"><xsl:call-template name="subject"/></xsl:variable>
      <xsl:value-of select="ilo:text(concat('finding.', @verdict), ilo:text('what.short', ilo:label('indicators', @indicator), $about), ilo:period($change/@base-period))"/>
      <xsl:text> </xsl:text>
      <b><xsl:call-template name="change"><xsl:with-param name="id" select="@from"/></xsl:call-template></b>
      <xsl:text>. </xsl:text>
      <xsl:choose>
        <xsl:when test="$page/p:host[@code = current()/@host]"><ref to="host-{@host}"/></xsl:when>
        <xsl:otherwise><ref to="t-summary"/></xsl:otherwise>
      </xsl:choose>
    </finding>
  </xsl:template>

  <!-- A sum of fewer months than its period has must not read as the whole. -->
  <xsl:template name="incomplete">
    <xsl:param name="id"/>
    <xsl:variable name="f" select="key('figure', $id)"/>
    <xsl:if test="$f/@state = 'value' and $f/@months &lt; $f/@months-expected">
      <xsl:text> </xsl:text><b><xsl:value-of select="ilo:text('finding.incomplete', $f/@months, $f/@months-expected)"/></b>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
