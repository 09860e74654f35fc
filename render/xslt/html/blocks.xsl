<?xml version="1.0" encoding="UTF-8"?>
<!-- Blocks and running text on the screen. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:d="urn:x-ilo:document:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p d ilo">

  <xsl:template match="d:p">
    <xsl:value-of select="$nl"/>
    <p>
      <xsl:if test="@kind"><xsl:attribute name="class"><xsl:value-of select="@kind"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </p>
  </xsl:template>
  <xsl:template match="d:note"><xsl:value-of select="$nl"/><p class="{normalize-space(concat('note ', @kind))}"><xsl:apply-templates/></p></xsl:template>

  <xsl:template match="d:list">
    <xsl:value-of select="$nl"/>
    <ul>
      <xsl:if test="@kind"><xsl:attribute name="class"><xsl:value-of select="@kind"/></xsl:attribute></xsl:if>
      <xsl:for-each select="d:item"><li><xsl:apply-templates/></li></xsl:for-each>
    </ul>
  </xsl:template>

  <xsl:template match="d:facts">
    <xsl:value-of select="$nl"/>
    <dl class="facts {@kind}">
      <xsl:for-each select="d:fact">
        <xsl:value-of select="$nl"/>
        <div><dt><xsl:value-of select="@label"/></dt><dd><xsl:apply-templates/></dd></div>
      </xsl:for-each>
    </dl>
  </xsl:template>

  <xsl:template match="d:tiles">
    <xsl:value-of select="$nl"/>
    <div class="tiles">
      <xsl:for-each select="d:tile">
        <div class="tile">
          <p class="label"><xsl:value-of select="@label"/></p>
          <p class="key"><xsl:apply-templates/></p>
          <p class="small"><xsl:value-of select="@note"/></p>
        </div>
      </xsl:for-each>
    </div>
  </xsl:template>

  <xsl:template match="d:findings">
    <xsl:value-of select="$nl"/>
    <ol class="findings"><xsl:apply-templates select="d:finding"/></ol>
  </xsl:template>

  <xsl:template match="d:finding">
    <xsl:value-of select="$nl"/>
    <li class="{@sign}">
      <span class="sign" aria-hidden="true">
        <xsl:choose>
          <xsl:when test="@sign = 'rise'">&#x25B2;</xsl:when>
          <xsl:otherwise>&#x25BC;</xsl:otherwise>
        </xsl:choose>
      </span>
      <span><span class="hidden"><xsl:value-of select="@word"/>: </span><xsl:apply-templates/></span>
    </li>
  </xsl:template>

  <xsl:template match="d:statement">
    <xsl:value-of select="$nl"/>
    <div class="statement">
      <p class="by"><xsl:value-of select="d:by"/></p>
      <div><xsl:apply-templates select="*[not(self::d:by)]"/></div>
    </div>
  </xsl:template>

  <!-- Foreign text: its own language, its own direction, no markup. -->
  <xsl:template match="d:quote">
    <blockquote lang="{@xml:lang}" dir="auto">
      <xsl:value-of select="."/>
      <xsl:if test="@xml:lang != /d:document/@xml:lang">
        <xsl:text> </xsl:text>
        <bdi class="language" lang="{/d:document/@xml:lang}"><xsl:value-of select="@language"/></bdi>
      </xsl:if>
    </blockquote>
  </xsl:template>
  <xsl:template match="d:said">
    <bdi>
      <xsl:if test="@xml:lang"><xsl:attribute name="lang"><xsl:value-of select="@xml:lang"/></xsl:attribute></xsl:if>
      <xsl:value-of select="."/>
    </bdi>
  </xsl:template>

  <!-- ===== Tables ===== -->

  <xsl:template match="d:table">
    <xsl:value-of select="$nl"/>
    <div class="table {@kind}" id="{@id}">
      <p class="caption" id="{@id}-c">
        <xsl:call-template name="exercise-word"/>
        <span class="number"><xsl:value-of select="ilo:text('caption.table', @number)"/></span>
        <xsl:text> </xsl:text>
        <b><xsl:value-of select="@title"/></b>
        <span class="subtitle"><xsl:value-of select="@subtitle"/></span>
      </p>
      <div class="scroll" role="group" aria-labelledby="{@id}-c" tabindex="0">
        <table aria-labelledby="{@id}-c">
          <xsl:value-of select="$nl"/>
          <thead><xsl:apply-templates select="d:head/d:row"/></thead>
          <tbody><xsl:apply-templates select="d:body/d:row"/></tbody>
        </table>
      </div>
      <xsl:apply-templates select="d:foot"/>
      <xsl:call-template name="remarks"/>
    </div>
  </xsl:template>

  <!-- A table or chart is often shown without the page round it. -->
  <xsl:template name="exercise-word">
    <xsl:if test="/d:document/d:exercise">
      <span class="word"><xsl:value-of select="/d:document/d:exercise/@word"/></span>
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- What has to stand wherever a name does. -->
  <xsl:template name="remarks">
    <xsl:variable name="body" select="string(d:body)"/>
    <xsl:variable name="marks" select="p:drawing//p:*[@label]"/>
    <xsl:for-each select="/d:document/d:remark">
      <xsl:variable name="name" select="@name"/>
      <xsl:if test="contains($body, $name) or $marks[contains(@label, $name)]">
        <div class="foot"><p><xsl:value-of select="ilo:text('remark', @name, .)"/></p></div>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="d:foot"><div class="foot"><xsl:apply-templates/></div></xsl:template>

  <xsl:template match="d:row">
    <tr>
      <xsl:if test="@kind"><xsl:attribute name="class"><xsl:value-of select="@kind"/></xsl:attribute></xsl:if>
      <xsl:apply-templates select="d:cell"/>
    </tr>
    <xsl:value-of select="$nl"/>
  </xsl:template>

  <xsl:template match="d:head/d:row/d:cell">
    <th scope="col">
      <xsl:call-template name="cell-class"/>
      <xsl:choose>
        <xsl:when test="@title"><abbr title="{@title}"><xsl:apply-templates/></abbr></xsl:when>
        <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
    </th>
  </xsl:template>

  <xsl:template match="d:cell[@head]">
    <th scope="row">
      <xsl:call-template name="cell-class"/>
      <xsl:if test="../@kind = 'group'"><xsl:attribute name="scope">rowgroup</xsl:attribute></xsl:if>
      <xsl:if test="@span"><xsl:attribute name="colspan"><xsl:value-of select="@span"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </th>
  </xsl:template>

  <xsl:template match="d:cell">
    <td>
      <xsl:call-template name="cell-class"/>
      <xsl:if test="@span"><xsl:attribute name="colspan"><xsl:value-of select="@span"/></xsl:attribute></xsl:if>
      <xsl:apply-templates select="d:figure[1]" mode="marks"/>
      <xsl:if test="@tile"><xsl:attribute name="title"><xsl:value-of select="@title"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </td>
  </xsl:template>

  <xsl:template name="cell-class">
    <xsl:if test="@kind or @tile">
      <xsl:attribute name="class"><xsl:value-of select="normalize-space(concat(@kind, ' ', @tile))"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- ===== Figures: which one, and its raw value ===== -->

  <xsl:template match="d:figure" mode="marks">
    <xsl:if test="@anchor"><xsl:attribute name="id"><xsl:value-of select="@id"/></xsl:attribute></xsl:if>
    <xsl:attribute name="title"><xsl:value-of select="@id"/></xsl:attribute>
    <xsl:attribute name="data-figure"><xsl:value-of select="@id"/></xsl:attribute>
    <xsl:if test="@value"><xsl:attribute name="data-value"><xsl:value-of select="@value"/></xsl:attribute></xsl:if>
    <xsl:if test="@state"><xsl:attribute name="data-state"><xsl:value-of select="@state"/></xsl:attribute></xsl:if>
  </xsl:template>

  <xsl:template match="d:figure">
    <span class="figure"><xsl:apply-templates select="." mode="marks"/><xsl:apply-templates/></span>
  </xsl:template>
  <!-- Flags stand in tables, whose feet spell them out. -->
  <xsl:template match="d:cell/d:figure[1]">
    <xsl:apply-templates/><xsl:apply-templates select="@flag"/>
  </xsl:template>
  <xsl:template match="d:figure/@flag">
    <sup><abbr title="{ilo:label('obs_status', .)}"><xsl:value-of select="."/></abbr></sup>
  </xsl:template>

  <xsl:template match="d:ci"><xsl:text> </xsl:text><span class="ci"><xsl:apply-templates/></span></xsl:template>
  <xsl:template match="d:none"><span class="none"><xsl:apply-templates/></span></xsl:template>

  <!-- ===== Charts ===== -->

  <xsl:template match="d:chart">
    <xsl:value-of select="$nl"/>
    <figure class="chart {@kind}" id="{@id}">
      <figcaption class="caption">
        <xsl:call-template name="exercise-word"/>
        <span class="number"><xsl:value-of select="ilo:text('caption.chart', @number)"/></span>
        <xsl:text> </xsl:text>
        <b><xsl:value-of select="@title"/></b>
        <span class="subtitle"><xsl:value-of select="@subtitle"/></span>
      </figcaption>
      <xsl:for-each select="p:drawing">
        <xsl:value-of select="$nl"/>
        <div class="{@size}">
          <xsl:apply-templates select="." mode="svg"><xsl:with-param name="id" select="concat(../@id, '-', @size)"/></xsl:apply-templates>
        </div>
      </xsl:for-each>
      <xsl:apply-templates select="d:foot"/>
      <xsl:call-template name="remarks"/>
    </figure>
  </xsl:template>

  <!-- ===== Running text ===== -->

  <xsl:template match="d:ref">
    <xsl:variable name="kind">
      <xsl:choose>
        <xsl:when test="@kind = 'section' and translate(substring(@number, 1, 1), '0123456789', '') = ''">section</xsl:when>
        <xsl:when test="@kind = 'section'">annex</xsl:when>
        <xsl:otherwise><xsl:value-of select="@kind"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <a class="ref" href="#{@to}"><xsl:value-of select="ilo:text(concat('ref.', $kind), @number)"/></a>
  </xsl:template>
  <xsl:template match="d:link"><a href="#{@to}"><xsl:apply-templates/></a></xsl:template>
  <xsl:template match="d:b"><b><xsl:apply-templates/></b></xsl:template>
  <xsl:template match="d:em"><em><xsl:apply-templates/></em></xsl:template>
  <xsl:template match="d:code"><code><xsl:apply-templates/></code></xsl:template>
</xsl:stylesheet>
