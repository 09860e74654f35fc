<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter of cross-country statistics. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:x-ilo:networks:1"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:c="urn:x-ilo:codelist:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="n s c p ilo">

  <xsl:template name="statistics">
    <xsl:variable name="blocks" select="$page/p:all/p:block"/>
    <section id="statistics" kind="chapter" title="{ilo:text('statistics')}">
      <xsl:choose>
        <xsl:when test="$blocks">
          <section id="indicators" title="{ilo:text('indicators')}">
            <xsl:call-template name="summary-table"/>
          </section>
          <xsl:apply-templates select="$blocks[@kind != 'mirror']" mode="section"/>
          <xsl:call-template name="mirror"/>
        </xsl:when>
        <xsl:otherwise>
          <p><xsl:value-of select="ilo:text('statistics.none')"/></p>
          <xsl:call-template name="mirror"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="analyses"><xsl:with-param name="chapter">statistics</xsl:with-param></xsl:call-template>
    </section>
  </xsl:template>

  <!-- T5: each indicator, both changes. -->
  <xsl:template name="summary-table">
    <xsl:param name="blocks" select="$page/p:all/p:block[@kind != 'mirror']"/>
    <xsl:param name="id">t-summary</xsl:param>
    <xsl:param name="title" select="ilo:text('table.summary')"/>
    <table id="{$id}" kind="figures" title="{$title}" subtitle="{ilo:text('table.summary.sub', ilo:period($now), ilo:period($previous), ilo:period($year))}">
      <xsl:call-template name="figure-cols"><xsl:with-param name="placed" select="false()"/></xsl:call-template>
      <xsl:call-template name="figure-head">
        <xsl:with-param name="what" select="ilo:text('by.indicator')"/>
        <xsl:with-param name="placed" select="false()"/>
      </xsl:call-template>
      <body>
        <xsl:for-each select="$blocks">
          <row>
            <cell head="yes">
              <xsl:value-of select="ilo:label('indicators', @indicator)"/>
              <ci><xsl:value-of select="ilo:text('what.short', ilo:label('units', ilo:property('indicators', @indicator, 'unit')), ilo:text(concat('counted-by.', @counted-by)))"/></ci>
            </cell>
            <xsl:call-template name="figure-cells"><xsl:with-param name="placed" select="false()"/></xsl:call-template>
          </row>
        </xsl:for-each>
      </body>
      <foot>
        <xsl:for-each select="$blocks[1]"><p><xsl:apply-templates select="." mode="source"/></p></xsl:for-each>
        <p><xsl:value-of select="ilo:text('foot.changes', ilo:number($statistics/s:parameters/@small-number))"/></p>
        <xsl:call-template name="flags"><xsl:with-param name="figures" select="key('figure', $blocks/@level)"/></xsl:call-template>
      </foot>
    </table>
  </xsl:template>

  <xsl:template match="p:block" mode="section">
    <xsl:variable name="id" select="concat(@indicator, '-', @counted-by)"/>
    <section id="i-{$id}" title="{ilo:label('indicators', @indicator)}">
      <xsl:if test="@kind = 'second'">
        <xsl:attribute name="title"><xsl:value-of select="ilo:text('section.second', ilo:label('indicators', @indicator))"/></xsl:attribute>
        <note><xsl:value-of select="ilo:text('second.text')"/></note>
      </xsl:if>
      <p><xsl:value-of select="ilo:property('indicators', @indicator, 'definition')"/></p>
      <xsl:apply-templates select="p:chart[@name = 'line']" mode="chart"/>
      <xsl:apply-templates select="p:group[@by = 'route']" mode="part"/>
      <xsl:apply-templates select="p:group[@by = 'border']" mode="part"/>
      <xsl:apply-templates select="p:group[@by = 'citizenship']" mode="part"/>
      <xsl:apply-templates select="p:group[@by = 'host']" mode="part"/>
      <xsl:apply-templates select="p:group[@by = 'reporter']" mode="part"/>
    </section>
  </xsl:template>

  <!-- Host countries repeat citizenships where an agency counts by citizenship:
       their table is then in the annex alone. -->
  <xsl:template match="p:group" mode="part">
    <xsl:variable name="id" select="concat(../@indicator, '-', ../@counted-by, '-', @by)"/>
    <xsl:variable name="other" select="../p:group[@by = 'citizenship']"/>
    <xsl:variable name="different">
      <xsl:for-each select="p:row[@top]">
        <xsl:if test="not(key('figure', @level)/@value = key('figure', $other/p:row[@code = current()/@code]/@level)/@value)">!</xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="repeated" select="@by = 'host' and ../@counted-by = 'agency' and $other and $different = ''"/>
    <!-- the first indicator in pictures, the others by host country alone -->
    <xsl:variable name="first" select="not(../preceding-sibling::p:block)"/>
    <xsl:if test="not($repeated)">
      <xsl:if test="$first and @by != 'reporter'">
        <xsl:apply-templates select="p:chart[@name = 'panels']" mode="chart"/>
        <xsl:apply-templates select="p:chart[@name = 'dots']" mode="chart"/>
      </xsl:if>
      <xsl:apply-templates select="." mode="table">
        <xsl:with-param name="id" select="concat('t-', $id)"/>
        <xsl:with-param name="top" select="@by = 'citizenship' or @by = 'host'"/>
        <xsl:with-param name="title">
          <xsl:choose>
            <xsl:when test="@by = 'citizenship' or @by = 'host'"><xsl:apply-templates select="." mode="leader"/></xsl:when>
            <xsl:otherwise><xsl:apply-templates select="." mode="mover"/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:apply-templates>
      <xsl:if test="@by != 'reporter' and ($first or @by = 'host')">
        <xsl:apply-templates select="p:chart[@name = 'ratios']" mode="chart"/>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- Titles that state what is to be seen. -->
  <xsl:template match="p:group" mode="leader">
    <xsl:variable name="first">
      <xsl:call-template name="category">
        <xsl:with-param name="by" select="@by"/>
        <xsl:with-param name="code" select="p:row[1]/@code"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:value-of select="ilo:text('lead', $first, ilo:text(concat('lead.', @by)))"/>
  </xsl:template>

  <xsl:template match="p:group" mode="mover">
    <xsl:variable name="row" select="p:row[1]"/>
    <xsl:variable name="f" select="key('figure', $row/@change-year)"/>
    <xsl:variable name="name">
      <xsl:call-template name="category">
        <xsl:with-param name="by" select="@by"/>
        <xsl:with-param name="code" select="$row/@code"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$f/@verdict"><xsl:value-of select="ilo:text(concat('mover.', $f/@verdict), $name, ilo:period($year))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="ilo:text(concat('table.', @by), ilo:label('indicators', ../@indicator))"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ===== Charts: words for the geometry ===== -->

  <xsl:template match="p:block/p:chart" mode="chart">
    <xsl:param name="ref" select="'t-summary'"/>
    <xsl:param name="id" select="concat('f-', ../@indicator, '-', ../@counted-by)"/>
    <xsl:param name="title">
      <xsl:choose>
        <xsl:when test="key('figure', ../@change-year)/@verdict"><xsl:value-of select="ilo:text(concat('chart.line.', key('figure', ../@change-year)/@verdict), ilo:label('indicators', ../@indicator), ilo:period($year))"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="ilo:label('indicators', ../@indicator)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:param>
    <xsl:variable name="peak" select="p:drawing[1]/p:label[@kind = 'peak']"/>
    <chart id="{$id}" kind="line" title="{$title}" subtitle="{ilo:text('chart.line.sub', ilo:label('units', ilo:property('indicators', ../@indicator, 'unit')), ilo:text(concat('counted-by.', ../@counted-by)))}">
      <xsl:attribute name="desc">
        <xsl:value-of select="$title"/><xsl:text>. </xsl:text>
        <xsl:if test="$peak"><xsl:value-of select="ilo:text('chart.line.desc', ilo:number($peak/@value), ilo:period($peak/@period))"/></xsl:if>
      </xsl:attribute>
      <xsl:apply-templates select="." mode="drawings"/>
      <foot><p><xsl:value-of select="ilo:text('chart.line.foot')"/><xsl:text> </xsl:text><xsl:value-of select="ilo:text('numbers-in')"/><xsl:text> </xsl:text><ref to="{$ref}"/></p></foot>
    </chart>
  </xsl:template>

  <xsl:template match="p:group/p:chart" mode="chart">
    <xsl:variable name="block" select="../.."/>
    <xsl:variable name="id" select="concat($block/@indicator, '-', $block/@counted-by, '-', ../@by)"/>
    <xsl:variable name="title">
      <xsl:choose>
        <xsl:when test="@name = 'dots'"><xsl:apply-templates select=".." mode="leader"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="ilo:text(concat('chart.', @name, '.title'), ilo:text(concat('lead.', ../@by)))"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <chart id="f-{$id}-{@name}" kind="{@kind}" title="{$title}" subtitle="{ilo:text(concat('chart.', @name, '.sub'), ilo:label('units', ilo:property('indicators', $block/@indicator, 'unit')), ilo:period($now), ilo:period($year))}" desc="{$title}. {ilo:text(concat('chart.', @name, '.desc'))}">
      <xsl:apply-templates select="." mode="drawings"/>
      <foot><p><xsl:value-of select="ilo:text(concat('chart.', @name, '.foot'))"/><xsl:text> </xsl:text><xsl:value-of select="ilo:text('numbers-in')"/><xsl:text> </xsl:text><ref to="t-{$id}"/></p></foot>
    </chart>
  </xsl:template>

  <!-- ===== Mirror figures: one quantity seen by several eyes ===== -->

  <xsl:template name="mirror">
    <xsl:variable name="blocks" select="$page/p:host/p:block[@mirror]"/>
    <xsl:if test="$blocks">
      <section id="mirror" title="{ilo:text('mirror')}">
        <p><xsl:value-of select="ilo:text('mirror.text', ilo:number($statistics/s:parameters/@mirror-factor, 1))"/></p>
        <table id="t-mirror" kind="text" title="{ilo:text('table.mirror')}" subtitle="{ilo:text('subtitle.period', ilo:period($now))}">
          <col kind="head"/><col kind="text"/><col kind="number"/><col kind="text"/><col kind="text"/>
          <head><row>
            <cell><xsl:value-of select="ilo:text('by.host')"/></cell>
            <cell><xsl:value-of select="ilo:text('by.indicator')"/></cell>
            <cell kind="number"><xsl:value-of select="ilo:text('col.consensus')"/></cell>
            <cell><xsl:value-of select="ilo:text('col.observers')"/></cell>
            <cell><xsl:value-of select="ilo:text('col.contradictions')"/></cell>
          </row></head>
          <body>
            <xsl:for-each select="$blocks">
              <xsl:sort select="ilo:sort-key(ilo:country(../@code))"/>
              <xsl:variable name="f" select="key('figure', @mirror)"/>
              <row>
                <cell head="yes"><link to="host-{../@code}"><xsl:value-of select="ilo:country(../@code)"/></link></cell>
                <cell><xsl:value-of select="ilo:label('indicators', @indicator)"/><ci><xsl:value-of select="ilo:text(concat('counted-by.', @counted-by))"/></ci></cell>
                <cell kind="number"><xsl:call-template name="level"><xsl:with-param name="id" select="@mirror"/></xsl:call-template></cell>
                <cell>
                  <xsl:for-each select="$f/s:observer">
                    <xsl:if test="position() &gt; 1">; </xsl:if>
                    <xsl:value-of select="ilo:country(@reporter)"/><xsl:text>: </xsl:text><xsl:value-of select="ilo:number(@value)"/>
                  </xsl:for-each>
                  <xsl:if test="not($f/s:observer)"><none><xsl:value-of select="ilo:text('nobody')"/></none></xsl:if>
                </cell>
                <cell>
                  <xsl:for-each select="$f/s:contradiction">
                    <p><b><xsl:value-of select="ilo:text('contradiction', ilo:country(@a), ilo:country(@b))"/></b>
                    <xsl:if test="@ratio"><xsl:text> </xsl:text><xsl:value-of select="ilo:text('contradiction.ratio', ilo:number(@ratio, 1))"/></xsl:if></p>
                  </xsl:for-each>
                  <xsl:if test="not($f/s:contradiction)"><none><xsl:value-of select="ilo:text('contradiction.none')"/></none></xsl:if>
                </cell>
              </row>
            </xsl:for-each>
          </body>
          <foot><p><xsl:value-of select="ilo:text('mirror.foot')"/></p></foot>
        </table>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
