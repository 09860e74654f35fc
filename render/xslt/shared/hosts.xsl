<?xml version="1.0" encoding="UTF-8"?>
<!-- A chapter for each host country, the same order in all of them. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:x-ilo:networks:1"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:c="urn:x-ilo:codelist:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="n s c p ilo">

  <xsl:template name="hosts">
    <section id="hosts" kind="chapter" title="{ilo:text('hosts')}">
      <p><xsl:value-of select="ilo:text(concat('hosts.text.', $basis))"/></p>
      <xsl:for-each select="$page/p:host">
        <xsl:sort select="number(not(string-length(@code) = 2 and not(starts-with(@code, '_'))))" data-type="number"/>
        <xsl:sort select="ilo:sort-key(ilo:country(@code))"/>
        <xsl:apply-templates select="." mode="chapter"/>
      </xsl:for-each>
    </section>
  </xsl:template>

  <xsl:template match="p:host" mode="chapter">
    <xsl:variable name="network" select="key('network', @code)"/>
    <xsl:variable name="footnote" select="ilo:property('countries', @code, 'footnote')"/>
    <section id="host-{@code}" kind="host" title="{ilo:country(@code)}">
      <xsl:apply-templates select="." mode="box"/>
      <xsl:apply-templates select="p:block[@level][@kind != 'mirror'][1]" mode="key-facts"/>
      <xsl:choose>
        <xsl:when test="$network"><xsl:apply-templates select="." mode="full"/></xsl:when>
        <xsl:otherwise>
          <p><xsl:value-of select="ilo:text('host.agency-only')"/></p>
          <xsl:apply-templates select="." mode="flows"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:if test="$footnote != ''"><note><xsl:value-of select="ilo:text('remark', ilo:country(@code), $footnote)"/></note></xsl:if>
    </section>
  </xsl:template>

  <!-- Header box. -->
  <xsl:template match="p:host" mode="box">
    <xsl:variable name="network" select="key('network', @code)"/>
    <xsl:variable name="coverage" select="key('coverage', @code)"/>
    <xsl:variable name="deployed" select="key('deployed', @code)"/>
    <xsl:variable name="region" select="ilo:property('countries', @code, 'region')"/>
    <xsl:variable name="flows" select="$network/n:field[@id = 'B2']/n:entry"/>
    <facts kind="box">
      <xsl:if test="$region != ''"><fact label="{ilo:text('host.region')}"><xsl:value-of select="ilo:label('regions', $region)"/></fact></xsl:if>
      <xsl:if test="$network">
        <fact label="{ilo:text('host.role')}">
          <xsl:for-each select="$flows[@role][not(@role = preceding-sibling::n:entry/@role)]">
            <xsl:if test="position() &gt; 1">; </xsl:if>
            <xsl:apply-templates select="@role" mode="value"/>
            <xsl:text> (</xsl:text>
            <xsl:for-each select="$flows[@role = current()/@role]">
              <xsl:if test="position() &gt; 1">, </xsl:if>
              <xsl:value-of select="ilo:state-code(@reporter)"/>
            </xsl:for-each>
            <xsl:text>)</xsl:text>
          </xsl:for-each>
          <xsl:if test="not($flows[@role])"><none><xsl:value-of select="ilo:text('nothing')"/></none></xsl:if>
        </fact>
        <fact label="{ilo:text('host.reporters')}">
          <xsl:for-each select="$network/n:contribution">
            <xsl:if test="position() &gt; 1">; </xsl:if>
            <xsl:value-of select="ilo:country(@reporter)"/>
            <xsl:if test="@acting-presidency = 'true' or @acting-presidency = '1'"> (<xsl:value-of select="ilo:text('host.acting')"/>)</xsl:if>
            <xsl:text>, </xsl:text>
            <xsl:value-of select="ilo:period(substring(key('source', @source)/@received, 1, 10))"/>
            <xsl:if test="key('source', @source)/@days-late">, <xsl:value-of select="ilo:plural('days-late', key('source', @source)/@days-late)"/></xsl:if>
          </xsl:for-each>
        </fact>
      </xsl:if>
      <xsl:if test="$deployed">
        <fact label="{ilo:text('host.officers')}">
          <xsl:value-of select="ilo:number($deployed/@officers)"/>
          <xsl:text>: </xsl:text>
          <xsl:for-each select="$deployed/p:posts">
            <xsl:if test="position() &gt; 1">, </xsl:if>
            <xsl:value-of select="ilo:country(@state)"/><xsl:text> </xsl:text><xsl:value-of select="ilo:number(@officers)"/>
          </xsl:for-each>
        </fact>
      </xsl:if>
      <xsl:if test="$network">
        <fact label="{ilo:text('host.meetings')}"><xsl:value-of select="ilo:number(count(key('meeting', @code)))"/></fact>
      </xsl:if>
      <xsl:if test="$coverage">
        <fact label="{ilo:text('host.coverage')}"><xsl:value-of select="ilo:text('of', ilo:number($coverage/@reported), ilo:number($coverage/@expected))"/></fact>
      </xsl:if>
      <xsl:if test="not($network)">
        <fact label="{ilo:text('host.reporters')}"><xsl:value-of select="ilo:text('host.nobody')"/></fact>
      </xsl:if>
    </facts>
  </xsl:template>

  <!-- Three sentences: level, both changes, place among all. -->
  <xsl:template match="p:block" mode="key-facts">
    <list kind="key">
      <item>
        <xsl:value-of select="ilo:text('finding.level', ilo:label('indicators', @indicator), ilo:period($now))"/>
        <xsl:text> </xsl:text>
        <b><xsl:call-template name="level"><xsl:with-param name="id" select="@level"/></xsl:call-template></b>
        <xsl:text> </xsl:text>
        <xsl:value-of select="ilo:text('finding.level.after', ilo:text(concat('unit.', ilo:property('indicators', @indicator, 'unit'))), ilo:text(concat('counted-by.', @counted-by)))"/>
        <xsl:call-template name="incomplete"><xsl:with-param name="id" select="@level"/></xsl:call-template>
      </item>
      <xsl:if test="@change-year">
        <item>
          <xsl:value-of select="ilo:text(concat('key.change.', key('figure', @change-year)/@verdict), ilo:period($year))"/>
          <xsl:text> </xsl:text>
          <b><xsl:call-template name="change"><xsl:with-param name="id" select="@change-year"/></xsl:call-template></b>
          <xsl:text>.</xsl:text>
        </item>
      </xsl:if>
      <xsl:if test="@rank and @share">
        <item>
          <xsl:value-of select="ilo:text('key.rank')"/>
          <xsl:text> </xsl:text>
          <b><xsl:call-template name="rank"><xsl:with-param name="id" select="@rank"/></xsl:call-template></b>
          <xsl:text>, </xsl:text>
          <xsl:value-of select="ilo:text('key.share')"/>
          <xsl:text> </xsl:text>
          <xsl:call-template name="share"><xsl:with-param name="id" select="@share"/></xsl:call-template>
          <xsl:text>.</xsl:text>
        </item>
      </xsl:if>
    </list>
  </xsl:template>

  <xsl:template match="p:host" mode="full">
    <xsl:variable name="host" select="@code"/>
    <xsl:call-template name="part"><xsl:with-param name="name">activity</xsl:with-param><xsl:with-param name="ids">A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A13</xsl:with-param></xsl:call-template>
    <part title="{ilo:text('host.flows')}">
      <xsl:call-template name="field-full"><xsl:with-param name="host" select="$host"/><xsl:with-param name="id">B2</xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="." mode="flows"/>
    </part>
    <xsl:call-template name="part"><xsl:with-param name="name">routes</xsl:with-param><xsl:with-param name="ids">B3</xsl:with-param></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="name">modus</xsl:with-param><xsl:with-param name="ids">B4 B5</xsl:with-param></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="name">documents</xsl:with-param><xsl:with-param name="ids">B7</xsl:with-param></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="name">incidents</xsl:with-param><xsl:with-param name="ids">B6 B11 B13</xsl:with-param></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="name">return</xsl:with-param><xsl:with-param name="ids">B9</xsl:with-param></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="name">legislation</xsl:with-param><xsl:with-param name="ids">B10</xsl:with-param></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="name">assistance</xsl:with-param><xsl:with-param name="ids">B8</xsl:with-param></xsl:call-template>
    <xsl:if test="$regime != 'R0' and $regime != 'R1'">
      <xsl:call-template name="part"><xsl:with-param name="name">protection</xsl:with-param><xsl:with-param name="ids">A12</xsl:with-param></xsl:call-template>
    </xsl:if>
    <xsl:call-template name="part"><xsl:with-param name="name">assessment</xsl:with-param><xsl:with-param name="ids">B1 C-a C-c</xsl:with-param></xsl:call-template>
  </xsl:template>

  <!-- A heading with the fields under it that were filled in. -->
  <xsl:template name="part">
    <xsl:param name="name"/>
    <xsl:param name="ids"/>
    <xsl:variable name="host" select="@code"/>
    <xsl:variable name="list" select="concat(' ', $ids, ' ')"/>
    <xsl:variable name="fields" select="key('network', $host)/n:field[contains($list, concat(' ', @id, ' '))]"/>
    <part title="{ilo:text(concat('host.', $name))}">
      <xsl:for-each select="$fields">
        <xsl:if test="contains($ids, ' ')"><open><xsl:value-of select="ilo:label('fields', @id)"/></open></xsl:if>
        <xsl:choose>
          <xsl:when test="@id = 'A4'"><xsl:call-template name="host-meetings"><xsl:with-param name="host" select="$host"/></xsl:call-template></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="n:entry" mode="full"/></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
      <xsl:if test="not($fields)"><p kind="nothing"><xsl:value-of select="ilo:text('nothing')"/></p></xsl:if>
    </part>
  </xsl:template>

  <!-- Chart and tables of the host country's figures. -->
  <xsl:template match="p:host" mode="flows">
    <xsl:if test="not(p:block)"><p kind="nothing"><xsl:value-of select="ilo:text('host.no-figures')"/></p></xsl:if>
    <xsl:if test="count(p:block[@kind != 'mirror']) &gt; 1">
      <xsl:call-template name="summary-table">
        <xsl:with-param name="blocks" select="p:block[@kind != 'mirror']"/>
        <xsl:with-param name="id" select="concat('t-', @code)"/>
        <xsl:with-param name="title" select="ilo:text('table.host-summary', ilo:country(@code))"/>
      </xsl:call-template>
      <p><xsl:value-of select="ilo:text('host.further')"/></p>
    </xsl:if>
    <xsl:for-each select="p:block[@kind != 'mirror'][1]">
      <xsl:variable name="id" select="concat(../@code, '-', @indicator, '-', @counted-by)"/>
      <xsl:variable name="name" select="ilo:country(../@code)"/>
      <xsl:apply-templates select="p:chart[@name = 'line']" mode="chart">
        <xsl:with-param name="id" select="concat('f-', $id)"/>
        <xsl:with-param name="ref" select="concat('t-', $id)"/>
        <xsl:with-param name="title" select="ilo:text('chart.host', $name, ilo:label('indicators', @indicator))"/>
      </xsl:apply-templates>
      <table id="t-{$id}" kind="figures" title="{ilo:text('table.one-host', $name, ilo:label('indicators', @indicator))}">
        <xsl:attribute name="subtitle"><xsl:apply-templates select="." mode="what"/></xsl:attribute>
        <xsl:call-template name="figure-cols"/>
        <xsl:call-template name="figure-head"><xsl:with-param name="what" select="ilo:text('by.part')"/></xsl:call-template>
        <body>
          <row kind="first">
            <cell head="yes"><xsl:value-of select="ilo:text('total')"/></cell>
            <xsl:call-template name="figure-cells"/>
          </row>
          <!-- a breakdown into one part repeats the total -->
          <xsl:for-each select="p:group[count(p:row) &gt; 1 or @by = 'route' or @by = 'border']">
            <row kind="group"><cell head="yes" span="8"><xsl:value-of select="ilo:text(concat('by.', @by))"/></cell></row>
            <xsl:for-each select="p:row">
              <row>
                <cell head="yes"><xsl:call-template name="row-name"/></cell>
                <xsl:call-template name="figure-cells"/>
              </row>
            </xsl:for-each>
            <xsl:if test="@by = 'citizenship'">
              <xsl:apply-templates select="p:rest">
                <xsl:with-param name="placed" select="true()"/>
                <xsl:with-param name="where" select="ilo:text('none.rest.host')"/>
              </xsl:apply-templates>
            </xsl:if>
          </xsl:for-each>
        </body>
        <foot>
          <xsl:if test="p:group[@by = 'citizenship']/p:rest"><p><xsl:value-of select="ilo:text('foot.rest.host')"/></p></xsl:if>
          <p><xsl:apply-templates select="." mode="source"/></p>
          <xsl:call-template name="flags"><xsl:with-param name="figures" select="key('figure', @level | p:group/p:row/@level)"/></xsl:call-template>
        </foot>
      </table>
    </xsl:for-each>
    <xsl:for-each select="p:block[@mirror]">
      <p>
        <xsl:value-of select="ilo:text('host.mirror', ilo:label('indicators', @indicator), ilo:text(concat('counted-by.', @counted-by)))"/>
        <xsl:text> </xsl:text>
        <b><xsl:call-template name="level"><xsl:with-param name="id" select="@mirror"/></xsl:call-template></b>
        <xsl:text>. </xsl:text>
        <ref to="t-mirror"/>
      </p>
    </xsl:for-each>
    <xsl:apply-templates select="p:analyses"/>
  </xsl:template>
</xsl:stylesheet>
